package io.tidemark.snapshot.portable;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.EntryVisitor;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A portable blob, or a range of its key groups, whose index is known and whose blocks are still in
 * the storage. One request reads the end of the blob, with footer and index, and another the blocks
 * that are wanted; a small blob is read whole by one.
 *
 * <p>What the checksum of the whole blob has to be follows from the index, which has those of the
 * blocks. So it is compared before any block is read, and however few blocks are read, they are
 * known to be of the very blob that was meant.
 *
 * <p>Immutable; any thread may use it, also several at once. Needs no closing.
 */
public final class IndexedBlob {

  private static final int SMALL_BYTES = 256 << 10;
  private static final int TAIL_BYTES = 16 << 10;

  /**
   * Blocks are kept in arrays of about this size: so large that collectors leave them where they
   * are.
   */
  private static final int PIECE_BYTES = 4 << 20;

  private final BlobBytes blob;
  private final StoreSchema schema;
  private final KeyGroupRange keyGroups;
  private final long tailOffset;
  private final byte[] tail;
  private final int version;
  private final BlobIndex index;
  private final EntryCounts counts;

  private IndexedBlob(
      BlobBytes blob,
      StoreSchema schema,
      KeyGroupRange keyGroups,
      byte[] tail,
      int version,
      BlobIndex index) {
    this.blob = blob;
    this.schema = schema;
    this.keyGroups = keyGroups;
    this.tailOffset = blob.length() - tail.length;
    this.tail = tail;
    this.version = version;
    this.index = index;
    this.counts = new EntryCounts(schema, index, keyGroups);
  }

  /**
   * Reads the index of the blob of {@code use}.
   *
   * @param schema the schema that {@code use} names
   * @param wanted key groups, of which some are those of {@code use}
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.SnapshotVersionException if the blob was written by a newer format
   * @throws io.tidemark.spi.StorageException if it cannot be read
   */
  public static IndexedBlob open(
      BlobUse use, StoreSchema schema, KeyGroupRange wanted, BlobSource source) {
    KeyGroupRange range = use.keyGroups().intersection(wanted);
    BlobBytes blob = new BlobBytes(use.blob(), source);
    BlobPlace place = blob.place();
    long length = blob.length();
    long footerOffset = length - PortableFormat.FOOTER_BYTES;
    if (footerOffset < PortableFormat.HEADER_BYTES) {
      throw place.corrupt(0, length + " bytes are too few for a blob of the portable format");
    }
    int guess = (int) Math.min(length, length <= SMALL_BYTES ? SMALL_BYTES : TAIL_BYTES);
    byte[] tail = blob.read(length - guess, guess);
    Footer footer = Footer.read(tail, place, footerOffset);
    long indexOffset = footerOffset - footer.indexLength();
    if (length - indexOffset > tail.length) {
      tail = blob.read(indexOffset, (int) (length - indexOffset));
    }
    int indexAt = tail.length - PortableFormat.FOOTER_BYTES - footer.indexLength();
    place.requireChecksum(
        indexOffset, footer.indexChecksum(), checksum(tail, indexAt, footer.indexLength()));
    BlobIndex index;
    try {
      ReadBuffer in = new ReadBuffer(tail, indexAt, footer.indexLength());
      index = BlobIndex.parse(in, indexOffset, schema);
    } catch (MalformedBytesException e) {
      throw place.corrupt(indexOffset, "the index is malformed: " + e.getMessage(), e);
    }
    IndexedBlob opened = new IndexedBlob(blob, schema, range, tail, footer.version(), index);
    if (opened.isWhole()) {
      opened.checkAll();
    }
    place.requireChecksum(0, blob.checksum(), opened.wholeChecksum(indexAt));
    return opened;
  }

  /** The checksum of the blob whose blocks are what its index says. */
  private int wholeChecksum(int indexAt) {
    WriteBuffer header = new WriteBuffer(PortableFormat.HEADER_BYTES);
    PortableFormat.writeHeader(version, header);
    JoinedChecksum whole = new JoinedChecksum();
    whole.append(checksum(header.array(), 0, header.position()), header.position());
    for (int block = 0; block < index.blockCount(); block++) {
      whole.append(index.checksum(block), index.storedLength(block));
    }
    int behindBlocks = tail.length - indexAt;
    whole.append(checksum(tail, indexAt, behindBlocks), behindBlocks);
    return whole.value();
  }

  /** The schema that the entries were written with. */
  public StoreSchema schema() {
    return schema;
  }

  /** The key groups that were wanted and that the use of the blob speaks for. */
  public KeyGroupRange keyGroups() {
    return keyGroups;
  }

  /** How many entries of {@code state} there are, deletions and appends included. */
  public long entryCount(int state) {
    return counts.of(state);
  }

  /** How many entries of {@code state} there are in one key group. */
  public long entryCount(int state, int keyGroup) {
    return counts.of(state, keyGroup);
  }

  /** How many bytes of blocks hold what the blob says about {@link #keyGroups}. */
  public long blockBytes() {
    return bytesOf(keyGroups);
  }

  /**
   * Gives the entries of {@code state} in {@code range} to {@code visitor}, as {@link
   * PortableBlob#forEach} does, while it reads and checks them: only some hundred KB of the blob
   * are in memory at a time. Each call reads anew, and costs a request.
   *
   * @param range any key groups; those that are not in {@link #keyGroups} have no entries
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written; the visitor
   *     may have got entries from before them
   * @throws io.tidemark.spi.StorageException if they cannot be read
   */
  public void forEach(int state, KeyGroupRange range, EntryVisitor visitor) {
    if (isWhole()) {
      load().forEach(state, range, visitor);
      return;
    }
    stream(
        range,
        blocks ->
            new SectionWalk(schema, index, blob.place())
                .walk(state, keyGroups.intersection(range), false, blocks, visitor));
  }

  /**
   * Reads and checks what the blob says about {@code range}, and keeps nothing: only some hundred
   * KB of the blob are in memory at a time. Costs a request.
   *
   * @param range any key groups
   * @throws io.tidemark.spi.SnapshotCorruptException if bytes are not what was written
   * @throws io.tidemark.spi.StorageException if they cannot be read
   */
  public void check(KeyGroupRange range) {
    if (!isWhole()) { // else it was checked when it was opened
      stream(range, BlockStream::readToEnd);
    }
  }

  /** Reads the blocks of a range, if there are any. */
  private void stream(KeyGroupRange range, Consumer<BlockStream> reading) {
    if (!keyGroups.overlaps(range)) {
      return;
    }
    KeyGroupRange here = keyGroups.intersection(range);
    int from = index.firstSection(here.first());
    int to = index.endSection(here);
    if (from == to) {
      return;
    }
    int first = index.block(from);
    int end = index.block(to - 1) + 1;
    try (BlobReader reader = openBlocks(first, end)) {
      reading.accept(new BlockStream(blob, index, first, end, reader));
    }
  }

  /** Reads and checks what the blob says about {@link #keyGroups}. */
  public PortableBlob load() {
    return load(keyGroups);
  }

  /** How many bytes of blocks hold what the blob says about {@code range}. */
  long bytesOf(KeyGroupRange range) {
    int from = index.firstSection(range.first());
    int to = index.endSection(range);
    return from == to
        ? 0
        : index.blockOffset(index.block(to - 1) + 1) - index.blockOffset(index.block(from));
  }

  /**
   * Reads and checks what the blob says about {@code range}, of which all key groups are the use's.
   */
  PortableBlob load(KeyGroupRange range) {
    int from = index.firstSection(range.first());
    int to = index.endSection(range);
    int firstBlock = from == to ? 0 : index.block(from);
    byte[][] arrays = new byte[from == to ? 0 : index.block(to - 1) + 1 - firstBlock][];
    int[] starts = new int[arrays.length];
    if (isWhole()) {
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = tail;
        starts[i] = (int) index.blockOffset(firstBlock + i);
      }
    } else if (arrays.length > 0) {
      read(firstBlock, arrays, starts);
    }
    Blocks blocks = new Blocks(firstBlock, arrays, starts);
    return new PortableBlob(schema, range, blob.place(), index, blocks);
  }

  /** Whether the tail that was read is the whole blob. */
  private boolean isWhole() {
    return tailOffset == 0;
  }

  private void checkAll() {
    checkHeader(tail);
    for (int block = 0; block < index.blockCount(); block++) {
      index.checkBlock(block, tail, (int) index.blockOffset(block), blob.place());
    }
  }

  /** Reads consecutive blocks into new arrays. */
  private void read(int firstBlock, byte[][] arrays, int[] starts) {
    int end = firstBlock + arrays.length;
    try (BlobReader reader = openBlocks(firstBlock, end)) {
      for (int block = firstBlock; block < end; ) {
        int to = index.endOfPiece(block, end, PIECE_BYTES);
        long pieceOffset = index.blockOffset(block);
        byte[] piece = new byte[(int) (index.blockOffset(to) - pieceOffset)];
        blob.readFully(reader, piece, piece.length, pieceOffset);
        for (; block < to; block++) {
          int start = (int) (index.blockOffset(block) - pieceOffset);
          arrays[block - firstBlock] = piece;
          starts[block - firstBlock] = start;
          index.checkBlock(block, piece, start, blob.place());
        }
      }
    }
  }

  /** Opens consecutive blocks; with the first one the blob's header is read and checked. */
  private BlobReader openBlocks(int first, int end) {
    long start = first == 0 ? 0 : index.blockOffset(first);
    BlobReader reader = blob.open(start, index.blockOffset(end) - start);
    if (first == 0) {
      try {
        byte[] header = new byte[PortableFormat.HEADER_BYTES];
        blob.readFully(reader, header, header.length, 0);
        checkHeader(header);
      } catch (Throwable e) {
        reader.close();
        throw e;
      }
    }
    return reader;
  }

  private void checkHeader(byte[] start) {
    ReadBuffer in = new ReadBuffer(start, 0, PortableFormat.HEADER_BYTES);
    if (in.readInt() != PortableFormat.MAGIC
        || (in.readShort() & 0xffff) != version
        || in.readShort() != 0) {
      throw blob.place()
          .corrupt(0, "a blob of the portable format begins with TMPB, its version and flags");
    }
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
