package io.tidemark.snapshot.portable;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StoreSchema;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Where a blob's blocks and sections are. Sections stand in the order of their bytes, which is that
 * of their key groups, and none crosses the border of a block. Immutable.
 */
final class BlobIndex {

  private static final Operation[] OPERATIONS = Operation.values();
  private static final int SMALLEST_BLOCK_ENTRY = 6;
  private static final int SMALLEST_SECTION_ENTRY = 5;

  private final long[] blockOffsets;
  private final int[] blockLengths;
  private final int[] rawLengths;
  private final int[] checksums;

  private final int[] keyGroups;
  private final int[] states;
  private final Operation[] operations;
  private final int[] entries;
  private final int[] lengths;
  private final int[] blocks;
  private final int[] offsetsInBlock;

  private BlobIndex(int blockCount, int sectionCount) {
    blockOffsets = new long[blockCount + 1];
    blockLengths = new int[blockCount];
    rawLengths = new int[blockCount];
    checksums = new int[blockCount];
    keyGroups = new int[sectionCount];
    states = new int[sectionCount];
    operations = new Operation[sectionCount];
    entries = new int[sectionCount];
    lengths = new int[sectionCount];
    blocks = new int[sectionCount];
    offsetsInBlock = new int[sectionCount];
  }

  /**
   * Reads an index whose checksum was right.
   *
   * @param blocksEnd where the blob's blocks end
   * @throws MalformedBytesException if it is not whole and consistent
   */
  static BlobIndex parse(ReadBuffer in, long blocksEnd, StoreSchema schema) {
    int fingerprint = in.readInt();
    if (fingerprint != SchemaFingerprint.of(schema)) {
      throw new MalformedBytesException("the blob was written with another schema");
    }
    int blockCount = in.readLength(SMALLEST_BLOCK_ENTRY);
    int blocksAt = in.position();
    for (int i = 0; i < blockCount; i++) {
      in.readVarInt();
      in.readVarInt();
      in.readInt();
    }
    int sectionCount = in.readLength(SMALLEST_SECTION_ENTRY);
    int sectionsAt = in.position();
    BlobIndex index = new BlobIndex(blockCount, sectionCount);
    in.position(blocksAt);
    index.parseBlocks(in, blocksEnd);
    in.position(sectionsAt);
    index.parseSections(in, schema);
    if (in.hasRemaining()) {
      throw new MalformedBytesException(in.remaining() + " bytes follow the index's end");
    }
    return index;
  }

  private void parseBlocks(ReadBuffer in, long blocksEnd) {
    long offset = PortableFormat.HEADER_BYTES;
    for (int i = 0; i < blockLengths.length; i++) {
      int stored = in.readVarInt();
      int raw = in.readVarInt();
      if (stored < 1
          || stored > raw
          || raw > PortableFormat.MAX_BLOCK_BYTES
          || raw > (long) stored * PortableFormat.MAX_EXPANSION) {
        throw new MalformedBytesException("no block has " + raw + " bytes in " + stored);
      }
      blockOffsets[i] = offset;
      blockLengths[i] = stored;
      rawLengths[i] = raw;
      checksums[i] = in.readInt();
      offset += stored;
    }
    blockOffsets[blockLengths.length] = offset;
    if (offset != blocksEnd) {
      throw new MalformedBytesException(
          "the blocks end at " + offset + " and the index begins at " + blocksEnd);
    }
  }

  private void parseSections(ReadBuffer in, StoreSchema schema) {
    int keyGroup = 0;
    int block = 0;
    int offset = 0;
    for (int i = 0; i < keyGroups.length; i++) {
      int step = in.readVarInt();
      if (step < 0 || step >= KeyGroups.MAX_MAX_PARALLELISM - keyGroup) {
        throw new MalformedBytesException("no key group is " + step + " behind " + keyGroup);
      }
      keyGroup += step;
      keyGroups[i] = keyGroup;
      states[i] = in.readVarInt();
      int operation = in.readUnsignedByte();
      entries[i] = in.readVarInt();
      lengths[i] = in.readVarInt();
      if (states[i] < 0 || states[i] >= schema.states().size()) {
        throw new MalformedBytesException("there is no state " + states[i]);
      }
      if (operation >= OPERATIONS.length
          || !EntryLayout.allows(schema.states().get(states[i]), OPERATIONS[operation])) {
        throw new MalformedBytesException("there is no operation " + operation);
      }
      operations[i] = OPERATIONS[operation];
      if (block == rawLengths.length
          || entries[i] < 1
          || lengths[i] < entries[i]
          || lengths[i] > rawLengths[block] - offset) {
        throw new MalformedBytesException(
            "no section has " + entries[i] + " entries in " + lengths[i] + " bytes here");
      }
      blocks[i] = block;
      offsetsInBlock[i] = offset;
      offset += lengths[i];
      if (offset == rawLengths[block]) {
        block++;
        offset = 0;
      }
    }
    if (block != rawLengths.length) {
      throw new MalformedBytesException("sections end within block " + block);
    }
  }

  /** The first section of {@code keyGroup} or a later one. */
  int firstSection(int keyGroup) {
    int at = Arrays.binarySearch(keyGroups, keyGroup);
    if (at < 0) {
      return -1 - at;
    }
    while (at > 0 && keyGroups[at - 1] == keyGroup) {
      at--;
    }
    return at;
  }

  /** The section behind those of {@code range}. */
  int endSection(KeyGroupRange range) {
    return firstSection(range.last() + 1);
  }

  int keyGroup(int section) {
    return keyGroups[section];
  }

  int state(int section) {
    return states[section];
  }

  Operation operation(int section) {
    return operations[section];
  }

  int entries(int section) {
    return entries[section];
  }

  int length(int section) {
    return lengths[section];
  }

  int block(int section) {
    return blocks[section];
  }

  int offsetInBlock(int section) {
    return offsetsInBlock[section];
  }

  int blockCount() {
    return blockLengths.length;
  }

  /** Where a block begins in the blob; that of {@link #blockCount} is where they all end. */
  long blockOffset(int block) {
    return blockOffsets[block];
  }

  int storedLength(int block) {
    return blockLengths[block];
  }

  int rawLength(int block) {
    return rawLengths[block];
  }

  int checksum(int block) {
    return checksums[block];
  }

  /** The block behind those that are read in one piece of so many bytes with {@code block}. */
  int endOfPiece(int block, int end, int pieceBytes) {
    int next = block + 1;
    while (next < end && blockOffset(next + 1) - blockOffset(block) <= pieceBytes) {
      next++;
    }
    return next;
  }

  /**
   * Requires that a block is what was written.
   *
   * @param offset where in {@code bytes} it begins
   */
  void checkBlock(int block, byte[] bytes, int offset, BlobPlace place) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, storedLength(block));
    place.requireChecksum(blockOffset(block), checksum(block), (int) crc.getValue());
  }
}
