package io.tidemark.snapshot.portable;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.zip.CRC32C;

/**
 * A blob whose index is known and whose blocks are still in the storage. One request reads the end
 * of the blob, with footer and index, and another the blocks that are wanted; a small blob is read
 * whole by one. Immutable.
 */
final class IndexedBlob {

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
  private final int indexLength;
  private final BlobIndex index;

  private IndexedBlob(
      BlobBytes blob,
      StoreSchema schema,
      KeyGroupRange keyGroups,
      byte[] tail,
      int indexLength,
      BlobIndex index) {
    this.blob = blob;
    this.schema = schema;
    this.keyGroups = keyGroups;
    this.tailOffset = blob.length() - tail.length;
    this.tail = tail;
    this.indexLength = indexLength;
    this.index = index;
  }

  static IndexedBlob open(BlobUse use, StoreSchema schema, BlobSource source) {
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
    IndexedBlob opened =
        new IndexedBlob(blob, schema, use.keyGroups(), tail, footer.indexLength(), index);
    if (opened.isWhole()) {
      opened.checkAll();
    }
    return opened;
  }

  KeyGroupRange keyGroups() {
    return keyGroups;
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
    Blocks blocks = new Blocks(blob.place(), index, firstBlock, arrays, starts);
    return new PortableBlob(schema, range, index, blocks);
  }

  /** Whether the tail that was read is the whole blob. */
  private boolean isWhole() {
    return tailOffset == 0;
  }

  private void checkAll() {
    checkHeader(tail);
    for (int block = 0; block < index.blockCount(); block++) {
      checkBlock(block, tail, (int) index.blockOffset(block));
    }
    blob.place().requireChecksum(0, blob.checksum(), checksum(tail, 0, tail.length));
  }

  /**
   * Reads consecutive blocks into new arrays; if they are all, the blob is also checked as a whole.
   */
  private void read(int firstBlock, byte[][] arrays, int[] starts) {
    boolean fromStart = firstBlock == 0;
    boolean all = arrays.length == index.blockCount();
    CRC32C crc = new CRC32C();
    long start = fromStart ? 0 : index.blockOffset(firstBlock);
    long end = index.blockOffset(firstBlock + arrays.length);
    try (BlobReader reader = blob.open(start, end - start)) {
      if (fromStart) {
        byte[] header = new byte[PortableFormat.HEADER_BYTES];
        blob.readFully(reader, header, 0);
        checkHeader(header);
        crc.update(header);
      }
      for (int from = 0; from < arrays.length; ) {
        int to = endOfPiece(firstBlock + from, firstBlock + arrays.length) - firstBlock;
        long pieceOffset = index.blockOffset(firstBlock + from);
        byte[] piece = new byte[(int) (index.blockOffset(firstBlock + to) - pieceOffset)];
        blob.readFully(reader, piece, pieceOffset);
        if (all) {
          crc.update(piece);
        }
        for (; from < to; from++) {
          int block = firstBlock + from;
          arrays[from] = piece;
          starts[from] = (int) (index.blockOffset(block) - pieceOffset);
          checkBlock(block, piece, starts[from]);
        }
      }
    }
    if (all) {
      int behindBlocks = indexLength + PortableFormat.FOOTER_BYTES;
      crc.update(tail, tail.length - behindBlocks, behindBlocks);
      blob.place().requireChecksum(0, blob.checksum(), (int) crc.getValue());
    }
  }

  /** The block behind those that are kept in one array with {@code block}. */
  private int endOfPiece(int block, int end) {
    int next = block + 1;
    while (next < end && index.blockOffset(next + 1) - index.blockOffset(block) <= PIECE_BYTES) {
      next++;
    }
    return next;
  }

  private void checkBlock(int block, byte[] bytes, int offset) {
    int found = checksum(bytes, offset, index.storedLength(block));
    blob.place().requireChecksum(index.blockOffset(block), index.checksum(block), found);
  }

  private void checkHeader(byte[] start) {
    ReadBuffer in = new ReadBuffer(start, 0, PortableFormat.HEADER_BYTES);
    if (in.readInt() != PortableFormat.MAGIC
        || in.readShort() != PortableFormat.VERSION
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
