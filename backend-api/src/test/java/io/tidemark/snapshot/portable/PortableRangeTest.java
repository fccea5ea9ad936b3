package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.serialization.Seed;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.SnapshotEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortableRangeTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(10, 73);
  private static final int BLOCK_BYTES = 8_000;

  private final Seed seed = Seed.of(PortableRangeTest.class);
  private final Random random = seed.random();
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void oneKeyGroup_costsTwoRequestsAndItsOwnBytes() {
    List<Row> rows = Rows.random(random, 6_000, ALL.first(), ALL.size(), 400);
    BlobUse use = write(rows);
    assertThat(use.blob().length()).isGreaterThan(600_000);
    long ownBytes = use.blob().length() / ALL.size();
    blobs.forgetReads();

    PortableBlob blob = PortableBlob.load(use, Rows.SCHEMA, KeyGroupRange.of(40, 40), blobs);

    assertThat(blobs.reads()).isEqualTo(2);
    assertThat(blobs.bytesRead()).isLessThan((16 << 10) + 3 * ownBytes + 2 * BLOCK_BYTES);
    assertThat(rowsOf(blob, ALL)).isEqualTo(in(rows, KeyGroupRange.of(40, 40)));
  }

  @Test
  void keyGroupsWithoutEntries_costTheIndexOnly() {
    List<Row> rows = Rows.random(random, 6_000, 50, 10, 400);
    BlobUse use = write(rows);
    blobs.forgetReads();

    PortableBlob blob = PortableBlob.load(use, Rows.SCHEMA, KeyGroupRange.of(10, 49), blobs);

    assertThat(blobs.reads()).isEqualTo(1);
    assertThat(rowsOf(blob, ALL)).isEmpty();
    assertThat(blob.hasState(0)).isFalse();
  }

  @Test
  void smallBlob_costsOneRequest() {
    BlobUse use = write(Rows.random(random, 100, ALL.first(), ALL.size(), 40));
    blobs.forgetReads();

    PortableBlob.load(use, Rows.SCHEMA, ALL, blobs);

    assertThat(blobs.reads()).isEqualTo(1);
  }

  @Test
  void everyRange_givesItsEntriesInOrder() {
    List<Row> rows = Rows.random(random, 6_000, ALL.first(), ALL.size(), 400);
    BlobUse use = write(rows);
    for (int round = 0; round < 60; round++) {
      int first = random.nextInt(80);
      KeyGroupRange wanted = KeyGroupRange.of(first, Math.max(10, first + random.nextInt(10)));
      if (wanted.overlaps(ALL)) {
        PortableBlob blob = PortableBlob.load(use, Rows.SCHEMA, wanted, blobs);
        List<Row> expected = in(rows, wanted);
        assertThat(blob.keyGroups()).isEqualTo(wanted.intersection(ALL));
        assertThat(rowsOf(blob, KeyGroupRange.of(0, 100))).as("%s", seed).isEqualTo(expected);
        assertCounts(blob, expected);
      }
    }
  }

  @Test
  void useForSomeKeyGroups_hidesTheRest() {
    List<Row> rows = Rows.random(random, 6_000, ALL.first(), ALL.size(), 400);
    BlobUse all = write(rows);
    KeyGroupRange part = KeyGroupRange.of(20, 30);
    BlobUse use = new BlobUse(all.blob(), part, 0, false);

    PortableBlob blob = PortableBlob.load(use, Rows.SCHEMA, KeyGroupRange.of(0, 25), blobs);

    assertThat(rowsOf(blob, ALL)).isEqualTo(in(rows, KeyGroupRange.of(20, 25)));
    assertThat(blob.entryCount(0, 26)).isZero();
  }

  @Test
  void oneState_isReadAlone() {
    List<Row> rows = Rows.random(random, 3_000, ALL.first(), ALL.size(), 100);
    PortableBlob blob = PortableBlob.load(write(rows), Rows.SCHEMA, ALL, blobs);
    for (int state = 0; state < Rows.SCHEMA.states().size(); state++) {
      String name = Rows.SCHEMA.states().get(state).name();
      List<Row> found = new ArrayList<>();
      blob.forEach(state, KeyGroupRange.of(15, 60), entry -> found.add(Row.of(entry)));
      assertThat(found)
          .isNotEmpty()
          .isEqualTo(
              in(rows, KeyGroupRange.of(15, 60)).stream()
                  .filter(row -> row.state().equals(name))
                  .toList());
    }
  }

  @Test
  void blobThatIsNotLoaded_givesTheSameEntriesAndCostsARequestEachTime() {
    List<Row> rows = Rows.random(random, 6_000, ALL.first(), ALL.size(), 400);
    BlobUse use = write(rows);
    PortableBlob loaded = PortableBlob.load(use, Rows.SCHEMA, KeyGroupRange.of(15, 70), blobs);
    IndexedBlob stored = IndexedBlob.open(use, Rows.SCHEMA, KeyGroupRange.of(15, 70), blobs);
    assertThat(stored.keyGroups()).isEqualTo(loaded.keyGroups());
    for (int round = 0; round < 60; round++) {
      int state = random.nextInt(Rows.SCHEMA.states().size());
      int first = random.nextInt(70);
      KeyGroupRange range = KeyGroupRange.of(first, Math.max(15, first + random.nextInt(30)));
      List<Row> expected = new ArrayList<>();
      loaded.forEach(state, range, entry -> expected.add(Row.of(entry)));
      List<Row> found = new ArrayList<>();
      blobs.forgetReads();

      stored.forEach(state, range, entry -> found.add(Row.of(entry)));

      assertThat(found).as("%s of state %s, %s", range, state, seed).isEqualTo(expected);
      assertThat(blobs.reads()).isEqualTo(1);
      assertThat(stored.entryCount(state)).isEqualTo(loaded.entryCount(state));
      assertThat(stored.entryCount(state, first)).isEqualTo(loaded.entryCount(state, first));
    }
  }

  @Test
  void keyGroupsOutside_areNotReadFromABlobThatIsNotLoaded() {
    BlobUse use = write(Rows.random(random, 6_000, 20, 10, 4_000));
    IndexedBlob stored = IndexedBlob.open(use, Rows.SCHEMA, KeyGroupRange.of(10, 25), blobs);
    blobs.forgetReads();

    stored.forEach(0, KeyGroupRange.of(26, 29), this::fail);
    stored.forEach(0, KeyGroupRange.of(10, 19), this::fail);

    assertThat(blobs.reads()).isZero();
  }

  @Test
  void checkOfABlobThatIsNotLoaded_costsARequestOfItsBlocks() {
    BlobUse use = write(Rows.random(random, 6_000, 20, 10, 4_000));
    IndexedBlob stored = IndexedBlob.open(use, Rows.SCHEMA, KeyGroupRange.of(10, 25), blobs);
    blobs.forgetReads();

    stored.check(KeyGroupRange.of(26, 29));
    stored.check(KeyGroupRange.of(10, 19));
    assertThat(blobs.reads()).isZero();
    stored.check(KeyGroupRange.of(0, 100));

    assertThat(blobs.reads()).isEqualTo(1);
    assertThat(blobs.bytesRead())
        .isEqualTo(PortableFormat.HEADER_BYTES + stored.blockBytes())
        .isLessThan(use.blob().length());
  }

  private void fail(SnapshotEntry entry) {
    throw new AssertionError("An entry of key group " + entry.keyGroup());
  }

  @Test
  void smallBlob_isReadByItsOpeningAlone() {
    List<Row> rows = Rows.random(random, 100, ALL.first(), ALL.size(), 40);
    IndexedBlob stored = IndexedBlob.open(write(rows), Rows.SCHEMA, ALL, blobs);
    blobs.forgetReads();
    List<Row> found = new ArrayList<>();

    for (int state = 0; state < Rows.SCHEMA.states().size(); state++) {
      stored.forEach(state, ALL, entry -> found.add(Row.of(entry)));
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(blobs.reads()).isZero();
  }

  @Test
  void partOfAPack_isReadFromItsOffset() {
    List<Row> rows = Rows.random(random, 100, ALL.first(), ALL.size(), 40);
    BlobUse use = write(rows);
    byte[] alone = blobs.bytes(use.blob());
    byte[] packed = new byte[alone.length + 700];
    System.arraycopy(alone, 0, packed, 300, alone.length);
    String name = ((BlobRef.Stored) blobs.add(packed)).name();
    BlobRef part = new BlobRef.Stored(name, 300, alone.length, use.blob().checksum());

    PortableBlob blob = PortableBlob.load(new BlobUse(part, ALL, 0, true), Rows.SCHEMA, ALL, blobs);

    assertThat(rowsOf(blob, ALL)).isEqualTo(rows);
  }

  @Test
  void inlineBlob_isRead() {
    List<Row> rows = Rows.random(random, 100, ALL.first(), ALL.size(), 40);
    BlobRef inline = new BlobRef.Inline(blobs.bytes(write(rows).blob()));

    PortableBlob blob =
        PortableBlob.load(new BlobUse(inline, ALL, 0, true), Rows.SCHEMA, ALL, blobs);

    assertThat(rowsOf(blob, ALL)).isEqualTo(rows);
  }

  @Test
  void rangeWithoutAnyKeyGroupOfTheUse_isRefused() {
    BlobUse use = write(Rows.random(random, 10, ALL.first(), ALL.size(), 40));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortableBlob.load(use, Rows.SCHEMA, KeyGroupRange.of(0, 9), blobs));
  }

  private void assertCounts(PortableBlob blob, List<Row> expected) {
    for (int state = 0; state < Rows.SCHEMA.states().size(); state++) {
      String name = Rows.SCHEMA.states().get(state).name();
      long count = expected.stream().filter(row -> row.state().equals(name)).count();
      assertThat(blob.entryCount(state)).isEqualTo(count);
      assertThat(blob.hasState(state)).isEqualTo(count > 0);
      for (int keyGroup = 0; keyGroup < 80; keyGroup++) {
        int of = keyGroup;
        assertThat(blob.entryCount(state, keyGroup))
            .isEqualTo(
                expected.stream()
                    .filter(row -> row.state().equals(name) && row.keyGroup() == of)
                    .count());
      }
    }
  }

  private BlobUse write(List<Row> rows) {
    return new PortableWriter(new PortableOptions(true, BLOCK_BYTES, 1 << 30, 1, 1), Runnable::run)
        .write(blobs, BlobScope.SHARED, Rows.SCHEMA, 0, ALL, keyGroup -> 0, Rows.source(rows))
        .get(0);
  }

  private static List<Row> in(List<Row> rows, KeyGroupRange range) {
    return rows.stream().filter(row -> range.contains(row.keyGroup())).toList();
  }

  private static List<Row> rowsOf(PortableBlob blob, KeyGroupRange range) {
    List<Row> rows = new ArrayList<>();
    blob.forEach(range, entry -> rows.add(Row.of(entry)));
    return rows;
  }
}
