package io.tidemark.rocksdb.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which pieces are folded when a chain has grown.
 *
 * <p>A piece's <i>age</i> is the weight of the runs that it lacks, seeds excepted, which stand for
 * its base. A chain has the bytes of its bases and of the runs that its oldest piece lacks, so
 * bounding the age bounds the chain: no piece becomes older than {@value #REACH} of all bases, and
 * what is restored stays below twice what is live. Folding costs as much as the base that it
 * writes, so it is put off as long as that allows. Not until the last moment, though: after a full
 * snapshot all pieces are of one age, and folding them all at once would be a full snapshot again.
 * With pieces sorted from the oldest, the j-th must be folded before it reaches the bound, and no
 * more than one piece is folded for every {@value #CYCLE} of all bases ÷ pieces that changes. So
 * the oldest is folded as soon as for some j, {@code age(j) + j × step} exceeds the bound. From
 * then on the pieces have different ages and are folded one by one.
 *
 * <p>A deletion adds little to the chain but takes an entry from what is live: it weighs as much as
 * two average entries besides its own bytes, by which both sides of the bound are kept.
 */
final class FoldRule {

  private static final double REACH = 0.83;
  private static final double CYCLE = 0.2;

  private FoldRule() {}

  /** Whether so many bytes of new runs would have every piece folded at once. */
  static boolean outgrows(Chain chain, long newBytes) {
    return newBytes >= REACH * chain.liveBytes();
  }

  /** The positions of the pieces to fold, in the order in which they fell due. */
  static List<Integer> due(Chain chain) {
    List<Piece> pieces = chain.pieces();
    double live = chain.liveBytes();
    double bound = REACH * live;
    double step = CYCLE * live / pieces.size();
    double[] ages = ages(chain);
    Integer[] oldestFirst = new Integer[ages.length];
    Arrays.setAll(oldestFirst, i -> i);
    Arrays.sort(oldestFirst, Comparator.<Integer>comparingDouble(i -> -ages[i]));
    List<Integer> due = new ArrayList<>();
    for (int from = 0; from < oldestFirst.length; from++) {
      if (!mustBegin(oldestFirst, from, ages, step, bound)) {
        break;
      }
      due.add(oldestFirst[from]);
    }
    return due;
  }

  private static boolean mustBegin(
      Integer[] oldestFirst, int from, double[] ages, double step, double bound) {
    for (int i = from; i < oldestFirst.length; i++) {
      double age = ages[oldestFirst[i]];
      if (age > 0 && age + (i - from + 1) * step > bound) {
        return true;
      }
    }
    return false;
  }

  private static double[] ages(Chain chain) {
    List<Piece> pieces = chain.pieces();
    long entries = chain.liveEntries();
    double entryBytes = entries == 0 ? 0 : (double) chain.liveBytes() / entries;
    double[] ages = new double[pieces.size()];
    for (ChainFile file : chain.files()) {
      if (file.seed()) {
        continue;
      }
      double weight = file.file().bytes() + 2 * entryBytes * file.file().deletes();
      for (int i = 0; i < ages.length; i++) {
        if (pieces.get(i).lacks(file)) {
          ages[i] += weight;
        }
      }
    }
    return ages;
  }
}
