package io.tidemark.memory.storage;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.util.Objects;

/** Reads a range of a blob straight from its chunks. */
final class MemoryBlobReader implements BlobReader {

  private final MemoryStorage storage;
  private final String name;
  private final MemoryBlob blob;
  private final long end;
  private long position;
  private boolean closed;

  /**
   * @param end where the range ends, which may be beyond the blob's end
   */
  MemoryBlobReader(MemoryStorage storage, String name, MemoryBlob blob, long position, long end) {
    this.storage = storage;
    this.name = name;
    this.blob = blob;
    this.position = position;
    this.end = end;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    storage.requireOpen();
    if (closed) {
      throw new StorageException("The reader of blob '" + name + "' is closed", false, null);
    }
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    if (position >= blob.length()) {
      throw new SnapshotCorruptException(
          name, blob.length(), "it ends here, but bytes up to " + end + " were asked for");
    }
    int count = blob.copy(position, target, offset, (int) Math.min(length, end - position));
    position += count;
    return count;
  }

  @Override
  public void close() {
    closed = true;
  }
}
