package io.tidemark.fs;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads a range of a file. */
final class FileBlobReader implements BlobReader {

  /** The system copies into a heap array through a buffer of this size. */
  private static final int PIECE_BYTES = 256 << 10;

  private final FileStorage storage;
  private final String name;
  private final FileChannel channel;
  private final long end;
  private long position;

  FileBlobReader(FileStorage storage, String name, FileChannel channel, long position, long end) {
    this.storage = storage;
    this.name = name;
    this.channel = channel;
    this.position = position;
    this.end = end;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    storage.requireOpen();
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(length, PIECE_BYTES), end - position);
    int count;
    try {
      count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
    } catch (IOException e) {
      throw storage.errors().reading("read blob '" + name + "'", e);
    }
    if (count < 0) {
      throw new SnapshotCorruptException(
          name, position, "its file ends here, but was longer when it was opened");
    }
    position += count;
    return count;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw storage.errors().reading("close blob '" + name + "'", e);
    }
  }
}
