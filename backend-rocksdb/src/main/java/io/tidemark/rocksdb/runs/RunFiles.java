package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.NativeFailure;
import io.tidemark.spi.StateBackendException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** The directory where a store's sorted files lie. Any thread may ask for names. */
public final class RunFiles {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Path directory;
  private final Consumer<Path> disk;
  private final AtomicLong next = new AtomicLong();
  private final Set<Path> distrusted = ConcurrentHashMap.newKeySet();

  public RunFiles(Path directory) {
    this(directory, RunFiles::sync);
  }

  /** The same, where {@code disk} syncs a file. */
  RunFiles(Path directory, Consumer<Path> disk) {
    this.directory = directory;
    this.disk = disk;
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
   * Returns when the files' bytes are on the disk. Files for which that fails are {@linkplain
   * #distrust distrusted}.
   *
   * @throws StateBackendException if they cannot be brought there
   */
  public void sync(List<RunFile> files) {
    try {
      files.forEach(file -> disk.accept(file.path()));
    } catch (StateBackendException e) {
      distrust(files);
      throw e;
    }
  }

  /**
   * Notes that the disk may not have the bytes of files, whatever it says when it is asked again:
   * after a sync that failed, the next one can succeed for nothing. No snapshot may name such a
   * file itself, only a copy.
   */
  public void distrust(List<RunFile> files) {
    files.forEach(file -> distrusted.add(file.path()));
  }

  boolean isDistrusted(RunFile file) {
    return distrusted.contains(file.path());
  }

  /** No channel is used, because the interruption of a thread would make it fail. */
  static void sync(Path file) {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.getFD().sync();
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
   * @throws StateBackendException if it has others
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
