package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.NativeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/** The directory where a store's sorted files lie. Any thread may ask for names. */
public final class RunFiles {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Path directory;
  private final AtomicLong next = new AtomicLong();

  public RunFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw NativeFailure.of("Making the directory " + directory, e);
    }
  }

  /** A name that no file has yet. */
  public Path newFile() {
    return directory.resolve(next.incrementAndGet() + ".sst");
  }

  /** Removes a file that nobody needs any more; one that is gone is fine. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw NativeFailure.of("Deleting " + file, e);
    }
  }

  /** Removes files that nobody needs any more. */
  public static void deleteAll(List<RunFile> files) {
    files.forEach(file -> delete(file.path()));
  }

  /**
   * Returns when the files' bytes are on the disk.
   *
   * @throws io.tidemark.spi.StateBackendException if they cannot be brought there
   */
  public static void sync(List<RunFile> files) {
    files.forEach(file -> sync(file.path()));
  }

  static void sync(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      throw NativeFailure.of("Syncing " + file, e);
    }
  }

  static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw NativeFailure.of("Reading the length of " + file, e);
    }
  }

  /**
   * Checks that the disk has the bytes that were written. Where RocksDB wrote them, that brings
   * them back to the system's memory, for the database to read them there.
   *
   * @throws io.tidemark.spi.StateBackendException if it has others
   */
  public static void requireWhole(List<RunFile> files) {
    for (RunFile file : files) {
      int found = checksum(file.path());
      if (found != file.checksum()) {
        throw NativeFailure.of(
            "Reading " + file.path(),
            new IOException(
                "its bytes are not those that were written: their CRC-32C is %08x, not %08x"
                    .formatted(found, file.checksum())));
      }
    }
  }

  /** The CRC-32C of all bytes of {@code file}. */
  static int checksum(Path file) {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read; (read = in.read(buffer)) >= 0; ) {
        crc.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw NativeFailure.of("Reading " + file, e);
    }
    return (int) crc.getValue();
  }
}
