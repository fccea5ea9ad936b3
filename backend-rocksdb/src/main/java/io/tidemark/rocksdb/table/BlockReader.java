package io.tidemark.rocksdb.table;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Reads blocks of files, several that follow each other at once, and verifies each. Belongs to one
 * thread.
 */
final class BlockReader {

  /** What stands behind a block: how it is compressed (1 byte), and its checksum (4). */
  static final int TRAILER_BYTES = 5;

  static final int NOT_COMPRESSED = 0;
  static final int LZ4 = 4;
  private static final int LARGEST_READ = 1 << 30;
  private static final int KEPT_BUFFER = 256 << 10;
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.fastestInstance().safeDecompressor();

  private final CRC32C crc = new CRC32C();
  private byte[] buffer = new byte[8 << 10];
  private byte[] read = buffer;
  private long loads;

  /** A number for what is read next, one greater than the last. */
  long nextLoad() {
    return ++loads;
  }

  /** What is in the block of {@code size} bytes at {@code offset}. */
  byte[] read(RandomAccessFile file, long offset, int size)
      throws IOException, NotReadableException {
    fetch(file, offset, (long) size + TRAILER_BYTES);
    byte[] contents = block(0, size);
    read = buffer;
    return contents;
  }

  /** Reads {@code length} bytes from {@code offset}, in which blocks stand. */
  void fetch(RandomAccessFile file, long offset, long length)
      throws IOException, NotReadableException {
    if (length > LARGEST_READ) {
      throw new NotReadableException("A block of " + length + " bytes");
    }
    read = buffer((int) length);
    file.seek(offset);
    file.readFully(read, 0, (int) length);
  }

  /**
   * What is in the block of {@code size} bytes that begins {@code from} bytes into what was read.
   */
  byte[] block(int from, int size) throws NotReadableException {
    crc.reset();
    crc.update(read, from, size + 1);
    if (NumberReader.intAt(read, from + size + 1) != masked((int) crc.getValue())) {
      throw new NotReadableException("A block that has another checksum");
    }
    return switch (read[from + size]) {
      case NOT_COMPRESSED -> Arrays.copyOfRange(read, from, from + size);
      case LZ4 -> decompressed(read, from, from + size);
      default -> throw new NotReadableException("Compression " + read[from + size]);
    };
  }

  private byte[] buffer(int length) {
    if (length > KEPT_BUFFER) {
      return new byte[length];
    }
    if (length > buffer.length) {
      buffer = new byte[KEPT_BUFFER];
    }
    return buffer;
  }

  private static byte[] decompressed(byte[] read, int start, int end) throws NotReadableException {
    NumberReader in = new NumberReader(read, start);
    int length = in.varint();
    if (length > LARGEST_READ) {
      throw new NotReadableException("A block of " + length + " bytes");
    }
    byte[] target = new byte[length];
    try {
      int from = in.position();
      if (DECOMPRESSOR.decompress(read, from, end - from, target, 0, length) != length) {
        throw new NotReadableException("A block shorter than it says");
      }
    } catch (LZ4Exception e) {
      throw new NotReadableException("A block that cannot be decompressed", e);
    }
    return target;
  }

  /** How RocksDB stores a CRC, so that the CRC of bytes that have one in them is as good. */
  static int masked(int value) {
    return Integer.rotateRight(value, 15) + 0xa282ead8;
  }
}
