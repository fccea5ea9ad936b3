package io.tidemark.flink.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.runtime.state.DirectoryStateHandle;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of a checkpoint's blobs in a directory on the task manager's own disk. What it has of
 * earlier checkpoints are hard links, so that each copy can be deleted by itself.
 *
 * <p>A copy is worth less than its checkpoint: where it fails, it is given up, and nobody is told
 * but the log. Several threads may write blobs.
 */
final class LocalCheckpoint {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCheckpoint.class);

  private final Path directory;
  private boolean isGivenUp;

  /**
   * Begins an empty copy.
   *
   * @param directory does not exist
   */
  LocalCheckpoint(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Begins the copy of a blob, to be written beside it. */
  Copy copy(String name) {
    return new Copy(directory.resolve(name));
  }

  /** Takes a blob over that an earlier checkpoint has a copy of, if it still has. */
  @Nullable Path link(String name, BlobPlace earlier) {
    Path copy = earlier.copy();
    if (copy == null || isGivenUp()) {
      return null;
    }
    Path link = directory.resolve(name);
    try {
      return Files.createLink(link, copy);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("No local copy of blob {}: {} cannot be linked", name, copy, e);
      return null;
    }
  }

  /** The file of a blob that was copied, if it was. */
  @Nullable Path file(String name) {
    Path file = directory.resolve(name);
    return !isGivenUp() && Files.exists(file) ? file : null;
  }

  /** The complete copy, empty if it was given up. */
  Optional<DirectoryStateHandle> complete() {
    if (isGivenUp()) {
      discard();
      return Optional.empty();
    }
    return Optional.of(DirectoryStateHandle.forPathWithSize(directory));
  }

  /** Deletes what was copied. */
  void discard() {
    FileUtils.deleteDirectoryQuietly(directory.toFile());
  }

  private synchronized boolean isGivenUp() {
    return isGivenUp;
  }

  private synchronized void giveUp(IOException cause) {
    if (!isGivenUp) {
      isGivenUp = true;
      LOG.warn("The checkpoint gets no local copy in {}", directory, cause);
    }
  }

  /** The copy of one blob. Nothing here fails. */
  final class Copy implements Closeable {

    private final Path file;
    private @Nullable OutputStream out;

    private Copy(Path file) {
      this.file = file;
      if (!isGivenUp()) {
        try {
          out = Files.newOutputStream(file);
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }

    void write(byte[] bytes, int offset, int count) {
      OutputStream target = out;
      if (target != null && !isGivenUp()) {
        try {
          target.write(bytes, offset, count);
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }

    void commit() {
      OutputStream target = out;
      out = null;
      if (target != null) {
        try {
          target.close();
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }

    /** Drops the copy of a blob that is not complete. */
    @Override
    public void close() {
      OutputStream target = out;
      out = null;
      if (target != null) {
        IOUtils.closeQuietly(target);
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }
  }
}
