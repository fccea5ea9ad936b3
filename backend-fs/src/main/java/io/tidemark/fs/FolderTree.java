package io.tidemark.fs;

import io.tidemark.spi.BlobNames;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private static final int MAX_DURABLE = 10_000;

  private static final boolean FOLDERS_CAN_BE_SYNCED = File.separatorChar == '/';

  private final Path root;
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  FolderTree(Path root) {
    this.root = root;
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
      Files.createDirectory(folder);
      durable.remove(folder);
      if (parent != null && !folder.startsWith(root)) {
        syncFolder(parent);
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
    syncFolder(folder);
    for (Path below = folder;
        below != null && below.startsWith(root) && !durable.contains(below);
        below = below.getParent()) {
      Path parent = below.getParent();
      if (parent != null) {
        try {
          syncFolder(parent);
        } catch (AccessDeniedException e) {
          // The folder above the root may be somebody else's, and was there before.
          if (!below.equals(root)) {
            throw e;
          }
        }
      }
      if (durable.size() >= MAX_DURABLE) {
        durable.clear();
      }
      durable.add(below);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_SYNCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
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
        durable.remove(empty);
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
