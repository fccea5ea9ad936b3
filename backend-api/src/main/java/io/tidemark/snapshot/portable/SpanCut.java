package io.tidemark.snapshot.portable;

import io.tidemark.spi.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Cuts a range of key groups into spans of about equal weight, each for a blob of its own. */
final class SpanCut {

  /** A blob costs a request and a sync: below this many bytes it does not pay to cut. */
  private static final long SMALLEST_SPAN = 4L << 20;

  private SpanCut() {}

  static List<KeyGroupRange> cut(
      KeyGroupRange keyGroups, IntToLongFunction weightOfKeyGroup, PortableOptions options) {
    long[] upTo = new long[keyGroups.size() + 1];
    for (int i = 0; i < keyGroups.size(); i++) {
      upTo[i + 1] = upTo[i] + Math.max(0, weightOfKeyGroup.applyAsLong(keyGroups.first() + i));
    }
    long total = upTo[keyGroups.size()];
    long enoughForAll = Math.min(options.parallelism(), total / SMALLEST_SPAN);
    long smallEnough = (total + options.blobBytes() - 1) / options.blobBytes();
    int spans = (int) Math.max(1, Math.min(keyGroups.size(), Math.max(enoughForAll, smallEnough)));
    List<KeyGroupRange> cut = new ArrayList<>(spans);
    int first = 0;
    for (int span = 1; span <= spans; span++) {
      long end = (long) ((double) total * span / spans);
      int latest = keyGroups.size() - (spans - span);
      int next = span == spans ? latest : first + 1;
      while (next < latest && upTo[next] < end) {
        next++;
      }
      cut.add(new KeyGroupRange(keyGroups.first() + first, keyGroups.first() + next - 1));
      first = next;
    }
    return cut;
  }
}
