package io.tidemark.fs.hadoop;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;

/** Reads a range of a file. */
final class HadoopBlobReader implements BlobReader {

  private final HadoopStorage storage;
  private final String name;
  private final FSDataInputStream in;
  private final boolean toTheEnd;
  private long position;
  private long left;

  /**
   * Goes on where {@code in} is.
   *
   * @param length how many bytes, or {@link Long#MAX_VALUE} for all that there are
   */
  HadoopBlobReader(
      HadoopStorage storage, String name, FSDataInputStream in, long position, long length) {
    this.storage = storage;
    this.name = name;
    this.in = in;
    this.toTheEnd = length == Long.MAX_VALUE;
    this.position = position;
    this.left = length;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    storage.requireOpen();
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int count;
    try {
      count = in.read(target, offset, (int) Math.min(length, left));
    } catch (ChecksumException e) {
      throw new SnapshotCorruptException(
          name, position, "the file system's own checksum does not fit: " + e.getMessage(), e);
    } catch (IOException e) {
      throw storage.errors().of("read blob '" + name + "'", e);
    }
    if (count < 0) {
      if (toTheEnd) {
        return -1;
      }
      throw new SnapshotCorruptException(
          name, position, "it ends here, but " + left + " more bytes were asked for");
    }
    position += count;
    left -= count;
    return count;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw storage.errors().of("close blob '" + name + "'", e);
    }
  }
}
