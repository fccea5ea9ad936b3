package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.engine.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether entries are worth compressing, which a sample of them tells. */
class EntrySampleTest {

  private static final int ENTRIES = 20_000;

  private final SplittableRandom random = new SplittableRandom(5);
  private final ScalarColumn<byte[]> column = ByteColumns.of("value");

  @Test
  void randomValues_doNotShrink() {
    assertThat(shrinks(entries(ENTRIES, 100))).isFalse();
  }

  @Test
  void valuesOfWhichAQuarterIsRandom_shrink() {
    assertThat(shrinks(entries(ENTRIES, 25))).isTrue();
  }

  @Test
  void randomValues_withATenthBetweenThemThatIsNot_shrink() {
    List<Entry> entries = entries(ENTRIES, 100);
    List<Entry> others = entries(ENTRIES / 10, 25);
    entries.addAll(ENTRIES / 3, others);

    assertThat(shrinks(entries)).isTrue();
  }

  @Test
  void absentEntriesWithRandomKeys_doNotShrink() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(entry(32));
    }

    assertThat(shrinks(entries)).isFalse();
  }

  @Test
  void fewEntries_areCompressedUnseen() {
    assertThat(shrinks(entries(1_000, 100))).isTrue();
    assertThat(shrinks(List.of())).isTrue();
  }

  private static boolean shrinks(List<Entry> entries) {
    Generation generation = new Generation(1);
    entries.forEach(generation::add);
    int[] order = IntStream.range(0, entries.size()).toArray();
    return new EntrySample()
        .shrinks(new FrozenEntries(generation, generation.entries(), order, 0, entries.size()));
  }

  /** With values of 100 bytes, of which the first {@code randomBytes} are random. */
  private List<Entry> entries(int count, int randomBytes) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Entry entry = entry(8);
      column.set(entry, Arrays.copyOf(bytes(randomBytes), 100));
      entries.add(entry);
    }
    return entries;
  }

  private Entry entry(int keyBytes) {
    byte[] key = Arrays.copyOf(KeyLayout.start(3, column.tag()), 10 + keyBytes);
    System.arraycopy(bytes(keyBytes), 0, key, 10, keyBytes);
    return new Entry(key, column);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
