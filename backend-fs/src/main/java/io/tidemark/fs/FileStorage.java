package io.tidemark.fs;

import io.tidemark.fs.tree.BlobWalk;
import io.tidemark.fs.tree.TreeBlobWriter;
import io.tidemark.fs.tree.WriteGuard;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import io.tidemark.spi.SupportsLink;
import io.tidemark.spi.SupportsLocalFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blobs as files of a folder tree.
 *
 * <p>A blob is written into an unfinished file beside its place. A commit syncs that file, renames
 * it, and has the folder synced by another thread; {@link #createIfAbsent} waits for all those
 * folders, and then links its file to the name in place of renaming it, which is atomic and refuses
 * a name that is taken, where a rename replaces. Whatever moment a process or the machine dies at,
 * a name is missing or has all its bytes, and an unfinished file shows by its name what it is.
 */
final class FileStorage
    implements SnapshotStorage,
        SupportsLink<String, StoredBlob>,
        SupportsLocalFiles<String>,
        WriteGuard {

  private final FolderTree tree;
  private final FolderSyncs folderSyncs;
  private final UnfinishedFiles unfinishedFiles;
  private final SyncThreads threads;
  private final FileErrors errors;
  private volatile boolean closed;

  /**
   * Takes over the threads.
   *
   * @param threads sync what is written and named, while other things are done
   */
  FileStorage(Path root, Disk disk, InstantSource clock, SyncThreads threads) {
    this.tree = new FolderTree(root, disk);
    this.folderSyncs = new FolderSyncs(tree, threads.ofFolders());
    this.unfinishedFiles = new UnfinishedFiles(tree, folderSyncs, disk, clock, threads.ofFiles());
    this.threads = threads;
    this.errors = new FileErrors(tree.root());
  }

  @Override
  public URI root() {
    return tree.uri();
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    Path blob = tree.file(name);
    requireOpen();
    try {
      return new TreeBlobWriter(this, name, unfinishedFiles.create(blob));
    } catch (IOException e) {
      throw errors.writing("write blob '" + name + "'", e);
    }
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    Path file = tree.file(name);
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range: " + length + " bytes from " + offset);
    }
    requireOpen();
    try {
      // A folder can be opened too; only reading it fails.
      if (!isThere(file)) {
        throw new NoSuchFileException(file.toString());
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        long end = endOfRange(name, offset, length, channel.size());
        return new FileBlobReader(this, name, channel, offset, end);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new BlobNotFoundException(name, root(), e);
    } catch (IOException e) {
      throw errors.reading("read blob '" + name + "'", e);
    }
  }

  /** Whether a path names a file; one of which that cannot be told is not taken for absent. */
  private boolean isThere(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile();
    } catch (FileSystemException e) {
      if (tree.fileOnTheWay(FolderTree.folderOf(file)).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  private static long endOfRange(String name, long offset, long length, long size) {
    if (offset > size || (length != Long.MAX_VALUE && length > size - offset)) {
      throw new SnapshotCorruptException(
          name,
          size,
          "it ends here, but %s bytes from %d were asked for"
              .formatted(length == Long.MAX_VALUE ? "the" : length, offset));
    }
    return length == Long.MAX_VALUE ? size : offset + length;
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    Path blob = tree.file(name);
    if (content.length > MAX_ATOMIC_BYTES) {
      throw new IllegalArgumentException(
          "Blob '" + name + "' has " + content.length + " bytes, more than " + MAX_ATOMIC_BYTES);
    }
    requireOpen();
    try {
      if (Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS)) {
        folderSyncs.await();
        tree.sync(FolderTree.folderOf(blob));
        return false;
      }
      try (UnfinishedFile file = unfinishedFiles.create(blob)) {
        file.write(content, 0, content.length);
        return file.becomeIfFree();
      }
    } catch (IOException e) {
      throw errors.writing("create blob '" + name + "'", e);
    }
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireOpen();
    return BlobWalk.of(
        new LocalFolderReader(tree.root()),
        prefix,
        e -> errors.reading("list '" + prefix + "'", e));
  }

  @Override
  public void delete(Collection<String> names) {
    Deletion deletion = new Deletion(tree);
    names.forEach(tree::file);
    requireOpen();
    for (String name : names) {
      try {
        deletion.delete(tree.file(name));
      } catch (IOException e) {
        throw errors.reading("delete blob '" + name + "'", e);
      }
    }
    try {
      deletion.prune();
    } catch (IOException e) {
      throw errors.reading("take away empty folders", e);
    }
  }

  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    requireOpen();
    try {
      return new Leftovers(tree, olderThanMillis, dryRun).collect();
    } catch (IOException e) {
      throw errors.reading("collect unfinished files", e);
    }
  }

  @Override
  public Optional<StoredBlob> link(String name, Path file, long length, int checksum) {
    Path blob = tree.file(name);
    requireOpen();
    try {
      Path source = file.toRealPath();
      if (!Files.isRegularFile(source)) {
        throw new FileSystemException(source.toString(), null, "it is no file");
      }
      long found = Files.size(source);
      if (found != length) {
        throw new SnapshotCorruptException(
            name, Math.min(found, length), file + " has " + found + " bytes, not " + length);
      }
      Optional<UnfinishedFile> linked = unfinishedFiles.link(blob, source);
      if (linked.isEmpty()) {
        return Optional.empty();
      }
      try (UnfinishedFile unfinished = linked.get()) {
        return Optional.of(new StoredBlob(name, length, unfinished.become()));
      }
    } catch (IOException e) {
      throw errors.writing("link " + file + " as blob '" + name + "'", e);
    }
  }

  @Override
  public Optional<Path> localFile(String name) {
    Path file = tree.file(name);
    requireOpen();
    return Optional.of(file).filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdown();
  }

  FileErrors errors() {
    return errors;
  }

  @Override
  public StorageException failure(String attempt, IOException e) {
    return errors.writing(attempt, e);
  }

  @Override
  public void requireOpen() {
    if (closed) {
      throw new StorageException("The storage on " + root() + " is closed", false, null);
    }
  }
}
