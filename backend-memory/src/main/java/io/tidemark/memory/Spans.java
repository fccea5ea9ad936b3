package io.tidemark.memory;

import io.tidemark.spi.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;

/** A range of key groups cut into consecutive spans of about equal size. */
final class Spans {

  private Spans() {}

  /** At most {@code count} spans, none of them empty, in ascending order. */
  static List<KeyGroupRange> of(KeyGroupRange range, int count) {
    int spans = Math.min(count, range.size());
    List<KeyGroupRange> cut = new ArrayList<>(spans);
    for (int i = 0; i < spans; i++) {
      int first = range.first() + (int) ((long) range.size() * i / spans);
      int end = range.first() + (int) ((long) range.size() * (i + 1) / spans);
      cut.add(new KeyGroupRange(first, end - 1));
    }
    return cut;
  }
}
