package io.tidemark.rocksdb.runs;

import io.tidemark.spi.KeyGroupRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Runs that came into an empty store and hold hardly any key twice: together they are about what is
 * live, so a chain can begin with them as they are, without a base that holds the same once more.
 */
final class Seeds {

  /** How many entries there may be for each that is live. */
  private static final double ENTRIES_A_KEY = 1.1;

  /** More files than that are slower to restore than a fold is to write. */
  private static final int FILES_AT_MOST = 128;

  /** Which part of all bytes may lie in files that a border of pieces goes through. */
  private static final double ACROSS_A_BORDER = 0.05;

  private static final long PIECE_BYTES_AT_LEAST = 1L << 20;

  private Seeds() {}

  /** Whether {@code runs}, all that there ever were and show {@code keys}, can be seeds. */
  static boolean canBe(Collection<RunFile> runs, KeySketch keys) {
    long entries = 0;
    long deletes = 0;
    for (RunFile run : runs) {
      entries += run.entries();
      deletes += run.deletes();
    }
    return runs.size() <= FILES_AT_MOST && entries <= ENTRIES_A_KEY * (keys.keys() - deletes);
  }

  /**
   * The pieces in which seeds are folded later: cut where hardly any of them goes on, so that a
   * seed can leave the chain as soon as its piece is folded.
   */
  static List<Piece> pieces(KeyGroupRange keyGroups, List<ChainFile> seeds) {
    long all = 0;
    TreeSet<Integer> borders = new TreeSet<>();
    for (ChainFile seed : seeds) {
      all += seed.file().bytes();
      borders.add(seed.use().first());
    }
    List<Piece> pieces = new ArrayList<>();
    int first = keyGroups.first();
    for (int border : borders.subSet(first, false, keyGroups.last(), true)) {
      if (bytesFrom(first, border, seeds) >= PIECE_BYTES_AT_LEAST
          && bytesFrom(border, keyGroups.last() + 1, seeds) >= PIECE_BYTES_AT_LEAST
          && bytesAcross(border, seeds) <= ACROSS_A_BORDER * all) {
        pieces.add(Piece.unfolded(KeyGroupRange.of(first, border - 1)));
        first = border;
      }
    }
    pieces.add(Piece.unfolded(KeyGroupRange.of(first, keyGroups.last())));
    return pieces;
  }

  /**
   * The bytes of the seeds that begin in the key groups from {@code first} to before {@code end}.
   */
  private static long bytesFrom(int first, int end, List<ChainFile> seeds) {
    return seeds.stream()
        .filter(seed -> seed.use().first() >= first && seed.use().first() < end)
        .mapToLong(seed -> seed.file().bytes())
        .sum();
  }

  private static long bytesAcross(int border, List<ChainFile> seeds) {
    return seeds.stream()
        .filter(seed -> seed.use().first() < border && seed.use().last() >= border)
        .mapToLong(seed -> seed.file().bytes())
        .sum();
  }
}
