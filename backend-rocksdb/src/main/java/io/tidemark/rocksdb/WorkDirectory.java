package io.tidemark.rocksdb;

import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that one backend has to itself, by a lock that ends with the process. What a process
 * that died left in it is removed when the next one takes it. Any thread may call it.
 */
final class WorkDirectory implements AutoCloseable {

  private static final String LOCK = "LOCK";
  private static final int SLOTS = 1024;

  private final Path directory;
  private final FileChannel channel;
  private final FileLock lock;

  private WorkDirectory(Path directory, FileChannel channel, FileLock lock) {
    this.directory = directory;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes {@code directory}.
   *
   * @throws StateBackendException if it cannot be written, or another backend has it
   */
  static WorkDirectory take(Path directory) {
    WorkDirectory taken = tryTake(directory);
    if (taken == null) {
      throw new StateBackendException(
          "The working directory "
              + directory
              + " is used by another RocksDB backend, of this process or another: give each a"
              + " directory of its own, or set state.backend.rocksdb.localdir");
    }
    return taken;
  }

  /**
   * Takes the first free directory under {@code parent}, which processes may share.
   *
   * @throws StateBackendException if it cannot be written
   */
  static WorkDirectory takeWithin(Path parent) {
    for (int slot = 0; slot < SLOTS; slot++) {
      WorkDirectory taken = tryTake(parent.resolve("tidemark-rocksdb-" + slot));
      if (taken != null) {
        return taken;
      }
    }
    throw new StateBackendException(
        "All " + SLOTS + " working directories under " + parent + " are used by other backends");
  }

  Path path() {
    return directory;
  }

  @Override
  public void close() {
    try {
      clear(directory);
      lock.close();
      channel.close();
      Files.deleteIfExists(directory.resolve(LOCK));
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new StateBackendException(
          "The working directory " + directory + " cannot be removed", e);
    }
  }

  private static @Nullable WorkDirectory tryTake(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // Another backend of this process has it, which is told like one of another process.
        lock = null;
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      if (lock == null) {
        return null;
      }
      clear(directory);
      return new WorkDirectory(directory, channel, lock);
    } catch (IOException e) {
      throw new StateBackendException(
          "The working directory "
              + directory
              + " cannot be used: "
              + e
              + ". Make it a directory that this process may write, or set"
              + " state.backend.rocksdb.localdir to one",
          e);
    }
  }

  /** Removes everything in a directory but the lock. */
  static void clear(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory) && !path.equals(directory.resolve(LOCK))) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
