package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.DirectoryTree;
import io.tidemark.spi.StateBackendException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that one backend has to itself, by a lock that ends with the process. What a process
 * that died left is removed by the next that looks there. Any thread may call it.
 *
 * <p>The system ends a process's lock on a file as soon as the process closes that file anywhere,
 * so no lock that this process may have is ever tried a second time. A lock file is removed while
 * it is still locked: who had opened it before gets the lock of a file without a name, and looks
 * again.
 */
final class WorkDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);

  private static final String LOCK = "LOCK";
  private static final String PREFIX = "tidemark-rocksdb-";
  private static final String PREFIX_OF_PROCESS =
      PREFIX
          + ProcessHandle.current().pid()
          + "-"
          + ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH).toEpochMilli()
          + "-";

  private static final AtomicLong MADE = new AtomicLong();
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  /**
   * The directories of backends that are closed, while captures of theirs still use files there.
   */
  private static final Map<Path, CountDownLatch> LEAVING = new ConcurrentHashMap<>();

  private static final long LEAVING_SECONDS = 10;

  private final Path directory;
  private final FileChannel locked;

  private WorkDirectory(Path directory, FileChannel locked) {
    this.directory = directory;
    this.locked = locked;
  }

  /**
   * Takes {@code directory}; waits for a while if another backend of this process is {@linkplain
   * #leaving leaving} it.
   *
   * @throws StateBackendException if it cannot be written, or another backend has it
   */
  static WorkDirectory take(Path directory) {
    try {
      Path real = real(directory);
      if (!TAKEN.add(real) && !(isLeft(real) && TAKEN.add(real))) {
        throw used(directory);
      }
      WorkDirectory own = null;
      boolean taken = false;
      try {
        // Whoever left it has removed it.
        Files.createDirectories(real);
        own = lock(real);
        while (own != null && !own.hasItsName()) {
          own.unlock();
          Files.createDirectories(real);
          own = lock(real);
        }
        if (own == null) {
          throw used(directory);
        }
        clear(real);
        taken = true;
        return own;
      } finally {
        if (!taken) {
          if (own != null) {
            own.unlock();
          }
          TAKEN.remove(real);
        }
      }
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static boolean isLeft(Path directory) {
    CountDownLatch left = LEAVING.get(directory);
    try {
      return left == null || left.await(LEAVING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path real(Path directory) throws IOException {
    Files.createDirectories(directory);
    return directory.toRealPath();
  }

  /**
   * Makes and takes a directory under {@code parent}, which processes may share, and removes those
   * of processes that died.
   *
   * @throws StateBackendException if it cannot be written
   */
  static WorkDirectory takeWithin(Path parent) {
    try {
      Files.createDirectories(parent);
      removeAbandoned(parent);
      while (true) {
        Path directory = parent.resolve(PREFIX_OF_PROCESS + MADE.getAndIncrement());
        try {
          Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
          // This class was loaded twice, and the other made it.
          continue;
        }
        WorkDirectory own = lock(directory);
        if (own != null && own.hasItsName()) {
          return own;
        }
        // Another process took it for abandoned before it was locked, and removes it.
        if (own != null) {
          own.unlock();
        }
      }
    } catch (IOException e) {
      throw unusable(parent, e);
    }
  }

  Path path() {
    return directory;
  }

  /** Tells who wants the directory next that it will be closed soon. */
  void leaving() {
    LEAVING.put(directory, new CountDownLatch(1));
  }

  @Override
  public void close() {
    try (locked) {
      clear(directory);
      remove(directory);
    } catch (IOException e) {
      throw new StateBackendException(
          "The working directory "
              + directory
              + " cannot be removed: "
              + e
              + ". Nobody uses it any more: make it one that this process may write, or remove it",
          e);
    } finally {
      TAKEN.remove(directory);
      CountDownLatch left = LEAVING.remove(directory);
      if (left != null) {
        left.countDown();
      }
    }
  }

  private boolean hasItsName() {
    return Files.exists(directory.resolve(LOCK));
  }

  private void unlock() throws IOException {
    locked.close();
  }

  private static @Nullable WorkDirectory lock(Path directory) throws IOException {
    FileChannel channel = open(directory, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This class was loaded twice, and the other has it, which is told like another process's.
      lock = null;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new WorkDirectory(directory, channel);
  }

  private static FileChannel open(Path directory, OpenOption... options) throws IOException {
    return FileChannel.open(directory.resolve(LOCK), options);
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : found) {
        if (!directory.getFileName().toString().startsWith(PREFIX_OF_PROCESS)) {
          removeIfAbandoned(directory);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path directory) {
    try (FileChannel channel = open(directory, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        clear(directory);
        remove(directory);
      }
    } catch (NoSuchFileException e) {
      // Its owner has not locked it yet, or removes it.
    } catch (IOException e) {
      LOG.warn("The working directory {} of a process that died cannot be removed", directory, e);
    }
  }

  private static void remove(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(LOCK));
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // Somebody takes it already, by a lock of its own.
    }
  }

  private static StateBackendException used(Path directory) {
    return new StateBackendException(
        "The working directory "
            + directory
            + " is used by another RocksDB backend, of this process or another: give each a"
            + " directory of its own, or set state.backend.rocksdb.localdir");
  }

  private static StateBackendException unusable(Path directory, IOException e) {
    return new StateBackendException(
        "The working directory "
            + directory
            + " cannot be used: "
            + e
            + ". Make it a directory that this process may write, or set"
            + " state.backend.rocksdb.localdir to one",
        e);
  }

  /** Removes everything in a directory but the lock. */
  private static void clear(Path directory) throws IOException {
    DirectoryTree.clear(directory, directory.resolve(LOCK));
  }
}
