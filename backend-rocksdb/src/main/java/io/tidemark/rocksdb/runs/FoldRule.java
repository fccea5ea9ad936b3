package io.tidemark.rocksdb.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides which pieces are folded when a chain has grown.
 *
 * <p>A piece's <i>age</i> is the weight of the runs that it lacks, seeds excepted, which stand for
 * its base. Pieces are folded from the oldest on. A chain has the bytes of its bases and of what
 * any piece lacks, the <i>load</i>: so while the load is no more than {@value #REACH} of all bases,
 * what is restored stays below twice what is live. Folding costs as much as the base that it
 * writes, so it is put off as long as that allows. Not until the last moment, though: after a full
 * snapshot all pieces are of one age, and folding them all at once would be a full snapshot again.
 * So no more than one piece is to be folded for every {@value #CYCLE} of all bases ÷ pieces that
 * changes: the oldest is folded as soon as for some j, the load without the j − 1 oldest pieces,
 * {@code load(j) + j × step}, exceeds the bound. From then on the pieces have different ages and
 * are folded one by one.
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
    double[] weights = weights(chain);
    List<Integer> oldestFirst = oldestFirst(chain, weights);
    double[] loads = loads(chain, weights, oldestFirst);
    List<Integer> due = new ArrayList<>();
    for (int from = 0; from < loads.length; from++) {
      if (!mustBegin(from, loads, step, bound)) {
        break;
      }
      due.add(oldestFirst.get(from));
    }
    return due;
  }

  private static boolean mustBegin(int from, double[] loads, double step, double bound) {
    for (int i = from; i < loads.length; i++) {
      if (loads[i] > 0 && loads[i] + (i - from + 1) * step > bound) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> oldestFirst(Chain chain, double[] weights) {
    List<Piece> pieces = chain.pieces();
    double[] ages = new double[pieces.size()];
    for (int file = 0; file < weights.length; file++) {
      for (int i = 0; i < ages.length; i++) {
        if (pieces.get(i).lacks(chain.files().get(file))) {
          ages[i] += weights[file];
        }
      }
    }
    return IntStream.range(0, ages.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -ages[i]))
        .toList();
  }

  /** By the pieces from the oldest on, the weight of the runs that it or a younger one lacks. */
  private static double[] loads(Chain chain, double[] weights, List<Integer> oldestFirst) {
    double[] loads = new double[oldestFirst.size()];
    boolean[] counted = new boolean[weights.length];
    double sum = 0;
    for (int i = loads.length - 1; i >= 0; i--) {
      Piece piece = chain.pieces().get(oldestFirst.get(i));
      for (int file = 0; file < weights.length; file++) {
        if (!counted[file] && piece.lacks(chain.files().get(file))) {
          counted[file] = true;
          sum += weights[file];
        }
      }
      loads[i] = sum;
    }
    return loads;
  }

  /** What each file weighs as a run. */
  private static double[] weights(Chain chain) {
    long entries = chain.liveEntries();
    double entryBytes = entries == 0 ? 0 : (double) chain.liveBytes() / entries;
    return chain.files().stream()
        .mapToDouble(
            file -> file.seed() ? 0 : file.file().bytes() + 2 * entryBytes * file.file().deletes())
        .toArray();
  }
}
