package io.tidemark.fs;

import io.tidemark.spi.BlobNames;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders under a root: which file is which blob, folders made when they are needed, made
 * durable when something in them is to last, and taken away when they are empty.
 *
 * <p>Anybody may take an empty folder away at any time. Whoever puts a file into one therefore
 * makes the folder again if it has vanished; one that holds a file stays.
 */
final class FolderTree {

  /** Only a rival that takes the folder away each time makes so many attempts fail. */
  private static final int MAKING_ATTEMPTS = 1_000;

  /** Beyond it, all are forgotten, and synced once more when they are used again. */
  private static final int MAX_WAYS = 10_000;

  private static final Object DURABLE = new Object();

  private final Path root;
  private final Disk disk;

  /**
   * Of folders, {@link #DURABLE} if their names in their parents are, or what stands for the newest
   * attempt to make them so.
   */
  private final Map<Path, Object> ways = new ConcurrentHashMap<>();

  FolderTree(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  Path root() {
    return root;
  }

  URI uri() {
    String uri = root.toUri().toString();
    return URI.create(
        uri.endsWith("/") && root.getNameCount() > 0 ? uri.substring(0, uri.length() - 1) : uri);
  }

  /** The file of a blob. */
  Path file(String name) {
    return root.resolve(BlobNames.check(name));
  }

  /** The folder of a file under the root. */
  static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file is in a folder");
  }

  /** The name of a file under the root. */
  String name(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** What puts a file into a folder. */
  @FunctionalInterface
  interface Placing<T> {
    T run() throws IOException;
  }

  /** Puts a file into {@code folder}, which is made first if it is not there. */
  <T> T placeIn(Path folder, Placing<T> placing) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return placing.run();
      } catch (NoSuchFileException e) {
        if (attempt == MAKING_ATTEMPTS) {
          throw e;
        }
        make(folder);
      } catch (FileSystemException e) {
        throw fileOnTheWay(folder).<FileSystemException>map(file -> notAFolder(file, e)).orElse(e);
      }
    }
  }

  private static FileSystemException notAFolder(Path file, FileSystemException cause) {
    FileSystemException e = new NotDirectoryException(file.toString());
    e.initCause(cause);
    return e;
  }

  private void make(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      make(parent);
    }
    try {
      // Twice: nobody may take the new folder for an older one, nor an older attempt end meanwhile.
      ways.remove(folder);
      disk.makeFolder(folder);
      ways.remove(folder);
      if (parent != null && !folder.startsWith(root)) {
        disk.syncFolder(parent);
      }
    } catch (FileAlreadyExistsException e) {
      if (Files.isRegularFile(folder)) {
        throw notAFolder(folder, e);
      }
    } catch (NoSuchFileException e) {
      // A rival has taken the parent away again: the next attempt finds out what is missing.
      return;
    }
  }

  /** Makes what was put into {@code folder} survive the machine, and the way to it. */
  void sync(Path folder) throws IOException {
    syncNames(folder);
    syncWay(folder);
  }

  /** Makes what was put into {@code folder} survive the machine, if the way to it does. */
  void syncNames(Path folder) throws IOException {
    disk.syncFolder(folder);
  }

  /**
   * Makes {@code folder} survive the machine, and those above it: these first, so that what is
   * known of a folder is known of all above.
   */
  void syncWay(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null || !folder.startsWith(root) || isWayDurable(folder)) {
      return;
    }
    syncWay(parent);
    Object attempt = new Object();
    ways.put(folder, attempt);
    try {
      disk.syncFolder(parent);
    } catch (AccessDeniedException e) {
      // The folder above the root may be somebody else's, and was there before.
      if (!folder.equals(root)) {
        throw e;
      }
    }
    if (ways.size() >= MAX_WAYS) {
      ways.clear();
    } else {
      ways.replace(folder, attempt, DURABLE);
    }
  }

  /** Whether {@code folder} is known to survive the machine, with those above it. */
  boolean isWayDurable(Path folder) {
    return DURABLE.equals(ways.get(folder));
  }

  /** Takes away a folder and those above it, up to the root, as long as they are empty. */
  void prune(Path folder) throws IOException {
    for (Path empty = folder;
        empty != null && !empty.equals(root) && empty.startsWith(root);
        empty = empty.getParent()) {
      if (Files.exists(empty, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(empty, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      try {
        Files.deleteIfExists(empty);
        ways.remove(empty);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  /** A file among the folder and those above it, because of which nothing can be in the folder. */
  Optional<Path> fileOnTheWay(Path folder) {
    for (Path above = folder; above != null && !above.equals(root); above = above.getParent()) {
      if (Files.isRegularFile(above, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }
}
