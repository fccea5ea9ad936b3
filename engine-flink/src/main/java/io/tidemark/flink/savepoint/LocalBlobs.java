package io.tidemark.flink.savepoint;

import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.apache.flink.util.IOUtils;

/** Blobs in files of a directory of its own, for as long as somebody reads them. */
public final class LocalBlobs implements BlobSink, BlobSource, AutoCloseable {

  private final Path directory;
  private final AtomicInteger names = new AtomicInteger();

  /**
   * Makes an empty place.
   *
   * @param directory does not exist; it is made on demand and removed at the end
   */
  public LocalBlobs(Path directory) {
    this.directory = directory;
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    String name = "blob-" + names.incrementAndGet();
    try {
      Files.createDirectories(directory);
      return new FileWriter(name, Files.newOutputStream(directory.resolve(name)));
    } catch (IOException e) {
      throw failure("Making", name, e);
    }
  }

  @Override
  public BlobReader open(BlobRef blob, long offset, long length) {
    BlobRef.Stored stored = (BlobRef.Stored) blob;
    try {
      InputStream in = Files.newInputStream(directory.resolve(stored.name()));
      try {
        in.skipNBytes(stored.offset() + offset);
        return new FileReader(stored.name(), in, length);
      } catch (IOException e) {
        IOUtils.closeQuietly(in);
        throw e;
      }
    } catch (EOFException e) {
      throw new SnapshotCorruptException(
          stored.name(), stored.offset() + offset, "it ends before this", e);
    } catch (IOException e) {
      throw failure("Reading", stored.name(), e);
    }
  }

  /** Removes the files. */
  @Override
  public void close() throws IOException {
    org.apache.flink.util.FileUtils.deleteDirectory(directory.toFile());
  }

  private StorageException failure(String action, String name, IOException cause) {
    return new StorageException(
        action + " " + directory.resolve(name) + " failed: " + cause.getMessage(), false, cause);
  }

  private final class FileWriter implements BlobWriter<BlobRef> {

    private final String name;
    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private long length;

    FileWriter(String name, OutputStream out) {
      this.name = name;
      this.out = out;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      try {
        out.write(bytes, offset, count);
      } catch (IOException e) {
        throw failure("Writing", name, e);
      }
      checksum.update(bytes, offset, count);
      length += count;
    }

    @Override
    public BlobRef commit() {
      try {
        out.close();
      } catch (IOException e) {
        throw failure("Writing", name, e);
      }
      return new BlobRef.Stored(name, 0, length, (int) checksum.getValue());
    }

    @Override
    public void close() {
      IOUtils.closeQuietly(out);
    }
  }

  private final class FileReader implements BlobReader {

    private final String name;
    private final InputStream in;
    private long rest;

    FileReader(String name, InputStream in, long rest) {
      this.name = name;
      this.in = in;
      this.rest = rest;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (rest == 0) {
        return -1;
      }
      int count;
      try {
        count = in.read(target, offset, (int) Math.min(length, rest));
      } catch (IOException e) {
        throw failure("Reading", name, e);
      }
      if (count < 0) {
        throw new SnapshotCorruptException(name, 0, "it ends " + rest + " bytes too early");
      }
      rest -= count;
      return count;
    }

    @Override
    public void close() {
      IOUtils.closeQuietly(in);
    }
  }
}
