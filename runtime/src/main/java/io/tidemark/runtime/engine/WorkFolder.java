package io.tidemark.runtime.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that a process has to itself while it works, and removes with all that is in it when it
 * is closed. What a process left that was killed is removed by the next that makes a folder of the
 * same kind in the same place: the system has let go of the lock that the process held, and of none
 * that lives. Any thread; closing is idempotent.
 */
public final class WorkFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel locked;

  private WorkFolder(Path path, FileChannel locked) {
    this.path = path;
    this.locked = locked;
  }

  /**
   * Makes a folder in {@code parent}, which processes may share.
   *
   * @param kind what the folder's name begins with, and what those are called that dead processes
   *     left
   */
  public static WorkFolder make(Path parent, String kind) throws IOException {
    String mine = kind + "-" + ProcessHandle.current().pid() + "-";
    removeAbandoned(parent, kind, mine);
    while (true) {
      Path path = Files.createTempDirectory(parent, mine);
      Path lock = path.resolve(LOCK);
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (channel.tryLock() != null && Files.exists(lock)) {
        return new WorkFolder(path, channel);
      }
      // Another process took it for abandoned before it was locked, and removes it.
      channel.close();
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public synchronized void close() {
    try (locked) {
      remove(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The work folder " + path + " cannot be removed", e);
    }
  }

  /** Trying a lock of this process's own would end it, so its folders are not looked at. */
  private static void removeAbandoned(Path parent, String kind, String mine) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, kind + "-*")) {
      for (Path folder : found) {
        if (!folder.getFileName().toString().startsWith(mine)) {
          removeIfAbandoned(folder);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        remove(folder);
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      LOG.debug("The work folder {} is being made or removed, or another user's", folder, e);
    } catch (IOException e) {
      LOG.warn("The work folder {} of a process that died cannot be removed", folder, e);
    }
  }

  /** The lock goes last: what is left if this does not come to its end is still abandoned. */
  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Path lock = folder.resolve(LOCK);
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      if (!each.equals(lock) && !each.equals(folder)) {
        Files.deleteIfExists(each);
      }
    }
    Files.deleteIfExists(lock);
    Files.deleteIfExists(folder);
  }
}
