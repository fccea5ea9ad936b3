package io.tidemark.rocksdb.table;

import io.tidemark.serialization.WriteBuffer;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.StreamingXXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Appends blocks to a new file, each with what {@link BlockReader} verifies, and takes the checksum
 * of all of it. Belongs to one thread.
 *
 * <p>No channel is used, because the interruption of a thread that writes would close it.
 */
final class BlockAppender implements Closeable {

  /** How much is written at once. */
  private static final int CHUNK_BYTES = 64 << 10;

  /** A larger block would be in memory once more while it is compressed. */
  private static final int LARGEST_COMPRESSED = 64 << 20;

  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();

  private final FileOutputStream file;
  private final WriteBuffer chunk = new WriteBuffer(CHUNK_BYTES + (16 << 10));
  private final WriteBuffer compressed = new WriteBuffer(16);
  private final CRC32C blockSum = new CRC32C();
  private final CRC32C fileSum = new CRC32C();
  private final StreamingXXHash64 fileHash =
      XXHashFactory.fastestJavaInstance().newStreamingHash64(0);
  private long written;

  BlockAppender(Path path) throws IOException {
    file = new FileOutputStream(path.toFile());
  }

  /** Where a block stands. */
  record Place(long offset, int size) {

    void writeTo(WriteBuffer out) {
      out.writeVarLong(offset);
      out.writeVarInt(size);
    }
  }

  /** Appends a block as it is. */
  Place append(WriteBuffer block) throws IOException {
    return append(block.array(), block.position(), BlockReader.NOT_COMPRESSED);
  }

  /** Appends a block, compressed if it loses an eighth by that and is not very large. */
  Place appendSmall(WriteBuffer block) throws IOException {
    int length = block.position();
    if (length > LARGEST_COMPRESSED) {
      return append(block);
    }
    compressed.clear();
    compressed.writeVarInt(length);
    int begin = compressed.position();
    compressed.reserve(COMPRESSOR.maxCompressedLength(length));
    int end = begin + COMPRESSOR.compress(block.array(), 0, length, compressed.array(), begin);
    return end < length - length / 8
        ? append(compressed.array(), end, BlockReader.LZ4)
        : append(block);
  }

  /** Appends bytes that are no block, and so have no checksum: the footer. */
  void appendBare(WriteBuffer bytes) throws IOException {
    chunk.writeBytes(bytes.array(), 0, bytes.position());
  }

  /** How many bytes were appended. */
  long length() {
    return written + chunk.position();
  }

  /**
   * Twenty digits or letters that only files have which begin with what was appended so far. They
   * are made of two checksums, with 96 bits together.
   */
  String identity() throws IOException {
    flush();
    String hash = Long.toUnsignedString(fileHash.getValue(), Character.MAX_RADIX);
    String sum = Long.toString(fileSum.getValue(), Character.MAX_RADIX);
    String digits = "0".repeat(13 - hash.length()) + hash + "0".repeat(7 - sum.length()) + sum;
    return digits.toUpperCase(Locale.ROOT);
  }

  /** Hands everything to the system. */
  void flush() throws IOException {
    write(chunk.array(), chunk.position());
    chunk.clear();
  }

  /** The CRC-32C of what was handed to the system. */
  int checksum() {
    return (int) fileSum.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private Place append(byte[] block, int length, int compression) throws IOException {
    Place place = new Place(length(), length);
    if (length < CHUNK_BYTES) {
      chunk.writeBytes(block, 0, length);
    } else {
      flush();
      write(block, length);
    }
    blockSum.reset();
    blockSum.update(block, 0, length);
    blockSum.update(compression);
    chunk.writeByte(compression);
    chunk.writeInt(Integer.reverseBytes(BlockReader.masked((int) blockSum.getValue())));
    if (chunk.position() >= CHUNK_BYTES) {
      flush();
    }
    return place;
  }

  /** In pieces, because the JVM copies each into memory that it takes for it. */
  private void write(byte[] bytes, int length) throws IOException {
    for (int from = 0; from < length; from += CHUNK_BYTES) {
      file.write(bytes, from, Math.min(CHUNK_BYTES, length - from));
    }
    fileSum.update(bytes, 0, length);
    fileHash.update(bytes, 0, length);
    written += length;
  }
}
