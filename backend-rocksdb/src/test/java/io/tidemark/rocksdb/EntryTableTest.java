package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The table against a map. */
class EntryTableTest {

  private static final Column COLUMN = TimerColumns.named("timers");
  private static final long WRITTEN = 7;

  /** Of an entry with a key of four bytes; a timer's value has none. */
  private static final long WEIGHT = Column.ENTRY_BYTES + 4;

  private final EntryTable table = new EntryTable();
  private final Map<Integer, Entry> expected = new HashMap<>();
  private int hashes;

  @RepeatedTest(20)
  void randomChanges_leaveWhatAMapHas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    boolean crowded = repetition.getCurrentRepetition() % 2 == 0;
    int keys = 1 + random.nextInt(crowded ? 300 : 5_000);
    // With few hashes entries lie far from where they should, and go on at the table's beginning.
    hashes = crowded ? 1 + random.nextInt(50) : 1 << 20;
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(keys);
      Entry here = present(key);
      if (here == null) {
        here = new Entry(bytes(key), COLUMN);
        table.add(here, hash(key));
        expected.put(key, here);
      }
      here.generation = random.nextInt(10);
      for (int places = random.nextInt(40); places > 0; places--) {
        table.sweepPlace(WRITTEN);
      }
    }

    int found = 0;
    for (int key = 0; key < keys; key++) {
      found += present(key) == null ? 0 : 1;
    }
    assertThat(table.size()).isEqualTo(found);
  }

  @Test
  void tableThatWasLarge_isGoneAroundInFewPlacesWhenItIsNot() {
    for (int key = 0; key < 50_000; key++) {
      Entry entry = new Entry(bytes(key), COLUMN);
      entry.generation = key < 10 ? WRITTEN + 1 : WRITTEN;
      table.add(entry, EntryTable.hash(bytes(key), 4));
    }
    assertThat(table.bytes()).isEqualTo(50_000 * WEIGHT);
    for (int place = 0; place < 3 * (1 << 17); place++) {
      table.sweepPlace(WRITTEN);
    }
    assertThat(table.bytes()).isEqualTo(10 * WEIGHT);
    Entry late = new Entry(bytes(-1), COLUMN);
    table.add(late, EntryTable.hash(bytes(-1), 4));

    assertThat(sweepAround()).isEqualTo(WEIGHT);
    for (int key = 0; key < 10; key++) {
      assertThat(table.find(bytes(key), 4, EntryTable.hash(bytes(key), 4))).isNotNull();
    }
  }

  @Test
  void evictionEnds_whereTheBytesAreAsFewAsTheyShouldBe_orAfterSoManyPlaces() {
    for (int key = 0; key < 100; key++) {
      table.add(new Entry(bytes(key), COLUMN), EntryTable.hash(bytes(key), 4));
    }
    table.evict(WRITTEN, 90 * WEIGHT, 1 << 10);
    assertThat(table.bytes()).isEqualTo(90 * WEIGHT);
    table.evict(WRITTEN, 0, 1);
    assertThat(table.bytes()).isGreaterThanOrEqualTo(89 * WEIGHT);

    table.clear();
    assertThat(table.bytes()).isZero();
    assertThat(table.find(bytes(7), 4, EntryTable.hash(bytes(7), 4))).isNull();
  }

  @Test
  void entryThatWasUsedOrIsNotWritten_staysForAnotherTime() {
    Entry used = new Entry(bytes(1), COLUMN);
    used.used = true;
    Entry unwritten = new Entry(bytes(2), COLUMN);
    unwritten.generation = WRITTEN + 1;
    table.add(used, 1);
    table.add(unwritten, 2);

    assertThat(sweepAround()).isZero();
    assertThat(sweepAround()).isEqualTo(WEIGHT);
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.find(unwritten.key, 4, 2)).isSameAs(unwritten);
  }

  /** The entry of a key, which is the map's unless it could be evicted and was. */
  private @Nullable Entry present(int key) {
    Entry wanted = expected.get(key);
    Entry found = table.find(bytes(key), 4, hash(key));
    if (wanted != null && wanted.generation > WRITTEN || found != null) {
      assertThat(found).isSameAs(wanted);
    }
    return found;
  }

  /** Returns what left. */
  private long sweepAround() {
    long before = table.bytes();
    for (int i = 0; i < 1 << 10; i++) {
      table.sweepPlace(WRITTEN);
    }
    return before - table.bytes();
  }

  private int hash(int key) {
    return -1 - key % hashes;
  }

  private static byte[] bytes(int key) {
    return new byte[] {(byte) (key >>> 24), (byte) (key >>> 16), (byte) (key >>> 8), (byte) key};
  }
}
