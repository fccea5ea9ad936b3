package io.tidemark.testkit;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.util.Objects;

/** Reads a range of bytes in memory, and finds out when they end before the range does. */
final class ByteRangeReader implements BlobReader {

  private final String name;
  private final byte[] bytes;
  private final long end;
  private long position;
  private boolean closed;

  ByteRangeReader(String name, byte[] bytes, long offset, long length) {
    this.name = name;
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (closed) {
      throw new StorageException("The reader of blob '" + name + "' is closed", false, null);
    }
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    if (position >= bytes.length) {
      throw new SnapshotCorruptException(
          name, bytes.length, "it ends here, " + (end - bytes.length) + " bytes early");
    }
    int read = (int) Math.min(length, Math.min(end, bytes.length) - position);
    System.arraycopy(bytes, (int) position, target, offset, read);
    position += read;
    return read;
  }

  @Override
  public void close() {
    closed = true;
  }
}
