package io.tidemark.fs.hadoop;

import io.tidemark.fs.tree.BlobWalk;
import io.tidemark.fs.tree.TreeBlobWriter;
import io.tidemark.fs.tree.UnfinishedNames;
import io.tidemark.fs.tree.WriteGuard;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * Blobs as files of one of Hadoop's file systems.
 *
 * <p>A blob is written into an unfinished file beside its place, synced, closed, and renamed, and
 * so is what {@link #createIfAbsent} makes: the rename refuses a name that is taken. Whatever
 * moment a process or a datanode dies at, a name is missing or has all its bytes, and an unfinished
 * file shows by its name what it is. Times are the file system's.
 */
final class HadoopStorage implements SnapshotStorage, WriteGuard {

  private final HadoopTree tree;
  private final UnfinishedNames unfinishedNames;
  private final HadoopErrors errors;
  private volatile boolean closed;

  HadoopStorage(HadoopTree tree, InstantSource clock) {
    this.tree = tree;
    this.unfinishedNames = new UnfinishedNames(clock);
    this.errors = new HadoopErrors(tree.root().toUri());
  }

  @Override
  public URI root() {
    return tree.root().toUri();
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    Path blob = tree.file(name);
    requireOpen();
    try {
      return new TreeBlobWriter(
          this, name, UnfinishedHadoopFile.create(tree, unfinishedNames, blob));
    } catch (IOException e) {
      throw errors.of("write blob '" + name + "'", e);
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
      FSDataInputStream in = tree.files().open(file);
      try {
        in.seek(offset);
        return new HadoopBlobReader(this, name, in, offset, length);
      } catch (EOFException e) {
        in.close();
        throw new SnapshotCorruptException(
            name,
            tree.files().getFileStatus(file).getLen(),
            "it ends here, but bytes from " + offset + " were asked for",
            e);
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw absenceOrFailure(name, file, e);
    }
  }

  private StorageException absenceOrFailure(String name, Path file, IOException e) {
    try {
      if (tree.isAbsence(e, file)) {
        return new BlobNotFoundException(name, root(), e);
      }
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return errors.of("read blob '" + name + "'", e);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    Path blob = tree.file(name);
    if (content.length > MAX_ATOMIC_BYTES) {
      throw new IllegalArgumentException(
          "Blob '" + name + "' has " + content.length + " bytes, more than " + MAX_ATOMIC_BYTES);
    }
    requireOpen();
    try (UnfinishedHadoopFile file = UnfinishedHadoopFile.create(tree, unfinishedNames, blob)) {
      file.write(content, 0, content.length);
      return file.becomeIfFree();
    } catch (IOException e) {
      throw errors.of("create blob '" + name + "'", e);
    }
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireOpen();
    return BlobWalk.of(tree, prefix, e -> errors.of("list '" + prefix + "'", e));
  }

  @Override
  public void delete(Collection<String> names) {
    names.forEach(tree::file);
    requireOpen();
    Set<Path> folders = new LinkedHashSet<>();
    for (String name : names) {
      try {
        Path file = tree.file(name);
        if (tree.delete(file)) {
          folders.add(file.getParent());
        }
      } catch (PathIsNotEmptyDirectoryException e) {
        // A folder of this name: there is no such blob.
      } catch (IOException e) {
        throw errors.of("delete blob '" + name + "'", e);
      }
    }
    try {
      for (Path folder : folders) {
        tree.prune(folder);
      }
    } catch (IOException e) {
      throw errors.of("take away empty folders", e);
    }
  }

  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    requireOpen();
    try {
      return new HadoopLeftovers(tree, olderThanMillis, dryRun).collect();
    } catch (IOException e) {
      throw errors.of("collect unfinished files", e);
    }
  }

  /** Nothing is owned beyond this flag: Hadoop keeps its connections for all of the process. */
  @Override
  public void close() {
    closed = true;
  }

  HadoopErrors errors() {
    return errors;
  }

  @Override
  public StorageException failure(String attempt, IOException e) {
    return errors.of(attempt, e);
  }

  @Override
  public void requireOpen() {
    if (closed) {
      throw new StorageException("The storage on " + root() + " is closed", false, null);
    }
  }
}
