package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Seed;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotVersionException;
import io.tidemark.spi.StoreSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PortableDamageTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, 7);

  private final Seed seed = Seed.of(PortableDamageTest.class);
  private final Random random = seed.random();
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void everyBitOfASmallBlobFlipped_isFound() {
    BlobUse use = write(60, 30, 200, true);
    byte[] whole = blobs.bytes(use.blob()).clone();
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      blobs.replace(use.blob(), damaged);
      assertCorrupt(use, "bit " + bit + ", " + seed);
    }
  }

  @Test
  void everyTruncationOfASmallBlob_isFound() {
    BlobUse use = write(60, 30, 200, true);
    byte[] whole = blobs.bytes(use.blob()).clone();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      blobs.replace(use.blob(), cut);
      assertCorrupt(use, "cut at " + length + ", " + seed);
      BlobRef.Stored stored = (BlobRef.Stored) use.blob();
      BlobRef shorter = new BlobRef.Stored(stored.name(), 0, length, stored.checksum());
      assertCorrupt(
          new BlobUse(shorter, ALL, 0, true), "said to be cut at " + length + ", " + seed);
    }
  }

  @Test
  void damageOfALargeBlob_isFoundOrWasNotRead() {
    BlobUse use = write(800, 1_500, 4_000, false);
    byte[] whole = blobs.bytes(use.blob()).clone();
    assertThat(whole).hasSizeGreaterThan(300_000);
    List<Row> rows = read(use, ALL);
    for (int round = 0; round < 10_000; round++) {
      KeyGroupRange wanted = range();
      blobs.replace(use.blob(), Damages.damage(whole, random));
      try {
        assertThat(read(use, wanted))
            .as("round %s, %s", round, seed)
            .isEqualTo(rows.stream().filter(row -> wanted.contains(row.keyGroup())).toList());
        assertThat(wanted).as("round %s, %s", round, seed).isNotEqualTo(ALL);
      } catch (SnapshotCorruptException e) {
        assertThat(e.blob()).isNotEmpty();
      }
    }
  }

  @Test
  void falseIndexWithRightChecksums_isRefusedOrReadInBounds() {
    BlobUse use = write(200, 40, 500, true);
    BlobParts parts = BlobParts.of(blobs.bytes(use.blob()));
    for (int round = 0; round < 10_000; round++) {
      byte[] index = Damages.damage(parts.index(), random);
      readBounded(new BlobParts(parts.blocks(), index), "round " + round + ", " + seed);
    }
  }

  @Test
  void falseEntriesWithRightChecksums_areRefusedOrReadInBounds() {
    BlobUse use = write(200, 40, 1 << 20, false);
    BlobParts parts = BlobParts.of(blobs.bytes(use.blob()));
    for (int round = 0; round < 10_000; round++) {
      byte[] blocks = parts.blocks().clone();
      blocks[8 + random.nextInt(blocks.length - 8)] = (byte) random.nextInt();
      readBounded(
          new BlobParts(blocks, parts.index()).withChecksumOfOneBlock(),
          "round " + round + ", " + seed);
    }
  }

  @Test
  void anotherSchema_isRefused() {
    BlobUse use = write(20, 30, 200, true);
    StoreSchema other = new StoreSchema(Scalar.LONG, Rows.SCHEMA.states());

    assertThatThrownBy(() -> PortableBlob.load(use, other, ALL, blobs))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining("another schema");
  }

  @Test
  void anotherBlobOfTheSameLength_isRefused() {
    BlobUse use = write(20, 30, 200, true);
    BlobRef.Stored stored = (BlobRef.Stored) use.blob();
    BlobRef wrong = new BlobRef.Stored(stored.name(), 0, stored.length(), stored.checksum() ^ 1);

    assertCorrupt(new BlobUse(wrong, ALL, 0, true), "another checksum");
  }

  @Test
  void anotherLargeBlobOfTheSameLength_isRefused() {
    BlobUse use = write(800, 1_500, 4_000, false);
    BlobRef.Stored stored = (BlobRef.Stored) use.blob();
    BlobRef wrong = new BlobRef.Stored(stored.name(), 0, stored.length(), stored.checksum() ^ 1);

    assertCorrupt(new BlobUse(wrong, ALL, 0, true), "another checksum, " + seed);
  }

  @Test
  void anotherBlob_isRefusedBeforeItsBlocksAreRead() {
    BlobUse use = write(800, 1_500, 4_000, false);
    BlobRef.Stored stored = (BlobRef.Stored) use.blob();
    BlobRef wrong = new BlobRef.Stored(stored.name(), 0, stored.length(), stored.checksum() ^ 1);
    blobs.forgetReads();

    assertThatThrownBy(
            () -> IndexedBlob.open(new BlobUse(wrong, ALL, 0, true), Rows.SCHEMA, ALL, blobs))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(stored.name());
    assertThat(blobs.bytesRead()).isLessThan(stored.length() / 4);
  }

  @Test
  void damageAnywhere_isFoundWhileABlobIsReadThatIsNotLoaded() {
    BlobUse use = write(800, 1_500, 4_000, true);
    byte[] whole = blobs.bytes(use.blob()).clone();
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      int at = round < PortableFormat.HEADER_BYTES ? round : random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      blobs.replace(use.blob(), damaged);
      assertThatThrownBy(
              () -> {
                IndexedBlob blob = IndexedBlob.open(use, Rows.SCHEMA, ALL, blobs);
                for (int state = 0; state < Rows.SCHEMA.states().size(); state++) {
                  blob.forEach(state, ALL, entry -> {});
                }
              })
          .as("byte %s, %s", at, seed)
          .isInstanceOf(SnapshotCorruptException.class);
    }
  }

  @Test
  void damageAnywhere_isFoundByACheckOfABlobThatIsNotLoaded() {
    BlobUse use = write(800, 1_500, 4_000, true);
    byte[] whole = blobs.bytes(use.blob()).clone();
    IndexedBlob.open(use, Rows.SCHEMA, ALL, blobs).check(ALL);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      int at = round < PortableFormat.HEADER_BYTES ? round : random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      blobs.replace(use.blob(), damaged);
      assertThatThrownBy(() -> IndexedBlob.open(use, Rows.SCHEMA, ALL, blobs).check(ALL))
          .as("byte %s, %s", at, seed)
          .isInstanceOf(SnapshotCorruptException.class);
    }
  }

  @Test
  void damagedHeader_isFoundWithTheFirstBlock() {
    BlobUse use = write(800, 1_500, 4_000, false);
    byte[] whole = blobs.bytes(use.blob()).clone();
    for (int at = 0; at < PortableFormat.HEADER_BYTES; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      blobs.replace(use.blob(), damaged);
      assertThatThrownBy(() -> read(use, KeyGroupRange.of(0, 0)))
          .as("byte %s, %s", at, seed)
          .isInstanceOf(SnapshotCorruptException.class);
    }
  }

  @Test
  void blockThatExpandsBeyondWhatItsCompressionCan_isRefusedBeforeItIsMadeRoomFor() {
    assertThat(parse(1_000, 255_000).rawLength(0)).isEqualTo(255_000);
    assertThatThrownBy(() -> parse(1_000, 255_001)).isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> parse(1 << 28, (1 << 30) + 1))
        .isInstanceOf(MalformedBytesException.class);
  }

  private static BlobIndex parse(int storedLength, int rawLength) {
    IndexBuilder builder = new IndexBuilder(SchemaFingerprint.of(Rows.SCHEMA));
    builder.block(storedLength, rawLength, 0);
    builder.section(0, 0, Operation.PUT, 1, rawLength);
    WriteBuffer index = builder.finish();
    return BlobIndex.parse(
        new ReadBuffer(index.array(), 0, index.position()),
        PortableFormat.HEADER_BYTES + storedLength,
        Rows.SCHEMA);
  }

  @Test
  void newerVersion_saysSo() {
    BlobUse use = write(20, 30, 200, true);
    BlobParts parts = BlobParts.of(blobs.bytes(use.blob()));
    BlobRef newer = blobs.add(parts.join(PortableFormat.VERSION + 1));

    assertThatThrownBy(() -> read(new BlobUse(newer, ALL, 0, true), ALL))
        .isInstanceOf(SnapshotVersionException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("up to 1");
  }

  @Test
  void error_namesThePackedBlobAndTheOffsetInIt() {
    BlobUse use = write(60, 30, 200, true);
    byte[] alone = blobs.bytes(use.blob());
    byte[] packed = new byte[alone.length + 1_000];
    System.arraycopy(alone, 0, packed, 1_000, alone.length);
    packed[1_000 + 20] ^= 1;
    BlobRef.Stored pack = (BlobRef.Stored) blobs.add(packed);
    BlobRef part = new BlobRef.Stored(pack.name(), 1_000, alone.length, use.blob().checksum());

    assertThatThrownBy(() -> read(new BlobUse(part, ALL, 0, true), ALL))
        .isInstanceOfSatisfying(
            SnapshotCorruptException.class,
            e -> {
              assertThat(e.blob()).isEqualTo(pack.name());
              assertThat(e.offset()).isEqualTo(1_000 + PortableFormat.HEADER_BYTES);
            });
  }

  private BlobUse write(int rows, int longestValue, int blockBytes, boolean compress) {
    List<Row> content = Rows.random(random, rows, 0, ALL.size(), longestValue);
    return new PortableWriter(
            new PortableOptions(compress, blockBytes, 1 << 30, 1, 1), Runnable::run)
        .write(blobs, BlobScope.EXCLUSIVE, Rows.SCHEMA, 0, ALL, keyGroup -> 0, Rows.source(content))
        .get(0);
  }

  private KeyGroupRange range() {
    int first = random.nextInt(ALL.size());
    int last = first + random.nextInt(ALL.size() - first);
    return KeyGroupRange.of(first, last);
  }

  private List<Row> read(BlobUse use, KeyGroupRange wanted) {
    List<Row> rows = new ArrayList<>();
    PortableBlob.load(use, Rows.SCHEMA, wanted, blobs)
        .forEach(wanted, entry -> rows.add(Row.of(entry)));
    return rows;
  }

  private void assertCorrupt(BlobUse use, String description) {
    try {
      read(use, ALL);
    } catch (SnapshotCorruptException e) {
      assertThat(e.blob()).as(description).isNotEmpty();
      return;
    }
    fail("Not found: " + description);
  }

  private void readBounded(BlobParts parts, String description) {
    BlobRef blob = new BlobRef.Inline(parts.join(PortableFormat.VERSION));
    int[] entries = new int[1];
    try {
      PortableBlob.load(new BlobUse(blob, ALL, 0, true), Rows.SCHEMA, ALL, blobs)
          .forEach(ALL, entry -> entries[0]++);
    } catch (SnapshotCorruptException e) {
      assertThat(e.blob()).as(description).isNotEmpty();
    }
    assertThat(entries[0]).as(description).isLessThan(1 << 20);
  }
}
