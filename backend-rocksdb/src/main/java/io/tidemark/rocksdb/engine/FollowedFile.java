package io.tidemark.rocksdb.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The length and the checksum of a file to which RocksDB appends. RocksDB has the system forget
 * what it has written, so that whoever reads a finished file waits for the disk: what is read soon
 * after it was written is still in memory. Belongs to one thread.
 */
final class FollowedFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final CRC32C crc = new CRC32C();
  private long length;

  FollowedFile(Path file) {
    this.file = file;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Reads on, up to where the file ends now. */
  void follow() {
    try {
      while (channel.read(buffer.clear()) >= 0) {
        crc.update(buffer.flip());
        length += buffer.limit();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The bytes that were read. */
  long length() {
    return length;
  }

  /** The CRC-32C of the bytes that were read. */
  int checksum() {
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    return NativeFailure.of("Reading " + file + " while it is written", e);
  }
}
