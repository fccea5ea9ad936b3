package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The order of a run against that of a comparison of whole keys. */
class KeyOrderTest {

  private final List<Column> columns =
      List.of(TimerColumns.named("a"), TimerColumns.named("b"), TimerColumns.named("c"));

  @RepeatedTest(50)
  void randomKeys_areInTheOrderOfTheirUnsignedBytes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int shared = random.nextInt(12);
    int longest = 1 + random.nextInt(20);
    int alphabet = 1 << (1 + random.nextInt(8));
    Entry[] entries = new Entry[random.nextInt(3_000)];
    for (int i = 0; i < entries.length; i++) {
      byte[] own = new byte[shared + random.nextInt(longest)];
      for (int at = shared; at < own.length; at++) {
        own[at] = (byte) random.nextInt(alphabet);
      }
      entries[i] = entry(random.nextInt(5), columns.get(random.nextInt(columns.size())), own);
    }

    assertSorted(entries);
  }

  @Test
  void keysThatBeginOthers_comeBeforeThem() {
    List<Entry> entries = new ArrayList<>();
    for (int length = 20; length >= 0; length--) {
      entries.add(entry(7, columns.get(0), new byte[length]));
    }

    assertSorted(entries.toArray(new Entry[0]));
  }

  @Test
  void noEntries_areInOrder() {
    assertSorted(new Entry[0]);
  }

  private static void assertSorted(Entry[] entries) {
    Entry[] expected = entries.clone();
    Arrays.sort(expected, (left, right) -> Arrays.compareUnsigned(left.key, right.key));

    int[] order = KeyOrder.dealt(entries);
    sortInTwoRanges(entries, order);
    Entry[] sorted = Arrays.stream(order).mapToObj(at -> entries[at]).toArray(Entry[]::new);

    assertThat(Arrays.stream(sorted).map(entry -> entry.key).toArray(byte[][]::new))
        .isDeepEqualTo(Arrays.stream(expected).map(entry -> entry.key).toArray(byte[][]::new));
    assertThat(Set.of(sorted)).isEqualTo(Set.of(entries));
  }

  /** As two threads would, each with the key groups on its side. */
  private static void sortInTwoRanges(Entry[] entries, int[] dealt) {
    int border = 0;
    while (border < dealt.length && KeyLayout.keyGroup(entries[dealt[border]].key) < 3) {
      border++;
    }
    new KeyOrder(entries).sort(dealt, border, dealt.length);
    new KeyOrder(entries).sort(dealt, 0, border);
  }

  private static Entry entry(int keyGroup, Column column, byte[] own) {
    byte[] key = Arrays.copyOf(KeyLayout.start(keyGroup, column.tag()), 10 + own.length);
    System.arraycopy(own, 0, key, 10, own.length);
    return new Entry(key, column);
  }
}
