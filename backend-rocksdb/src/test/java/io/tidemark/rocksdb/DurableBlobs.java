package io.tidemark.rocksdb;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Blobs in a directory, which outlive the process that wrote them. */
class DurableBlobs implements BlobSink, BlobSource {

  private final Path directory;

  DurableBlobs(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    return new Writer();
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    BlobRef.Stored stored = (BlobRef.Stored) blob;
    try {
      FileChannel channel = FileChannel.open(directory.resolve(stored.name()));
      channel.position(stored.offset() + offset);
      return new Reader(channel, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Writer implements BlobWriter<BlobRef> {

    private final String name = UUID.randomUUID().toString();
    private final CRC32C crc = new CRC32C();
    private final OutputStream out;
    private long length;

    Writer() {
      try {
        out = Files.newOutputStream(directory.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      try {
        out.write(source, offset, count);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      crc.update(source, offset, count);
      length += count;
    }

    @Override
    public BlobRef commit() {
      close();
      return new BlobRef.Stored(name, 0, length, (int) crc.getValue());
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Reader implements BlobReader {

    private final FileChannel channel;
    private long left;

    Reader(FileChannel channel, long left) {
      this.channel = channel;
      this.left = left;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      try {
        int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)));
        left -= Math.max(0, read);
        return read;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
