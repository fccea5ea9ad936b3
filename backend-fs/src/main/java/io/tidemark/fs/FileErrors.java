package io.tidemark.fs;

import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error of the file system means for the caller. The system's words depend on its
 * language, so that a full disk is told by the room that is left, not by them.
 */
final class FileErrors {

  /** With less room than this, it is the lack of room that failed a write. */
  private static final long FULL_BYTES = 1 << 20;

  private final Path root;

  FileErrors(Path root) {
    this.root = root;
  }

  /**
   * The error of a failed attempt.
   *
   * @param attempt what was attempted, as in "Cannot …"
   */
  StorageException reading(String attempt, IOException e) {
    return new StorageException(
        "Cannot " + attempt + " under " + root + ": " + reason(e), retryable(e), e);
  }

  /** As {@link #reading}, telling the room that is left. */
  StorageException writing(String attempt, IOException e) {
    Long free = freeBytes(e);
    boolean full = free != null && free < FULL_BYTES;
    return new StorageException(
        "Cannot "
            + attempt
            + " under "
            + root
            + ": "
            + reason(e)
            + (free == null ? "" : "; " + free + " bytes are free there")
            + (full ? ": delete old snapshots or other files, or name another root" : ""),
        retryable(e) && !full,
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for "
          + denied.getFile()
          + "; give it to the user of this process, or name another root";
    }
    if (e instanceof NotDirectoryException file) {
      return file.getFile() + " is a file, not a folder";
    }
    if (e instanceof DirectoryNotEmptyException folder) {
      return folder.getFile() + " is a folder of other blobs";
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    if (e instanceof ClosedByInterruptException) {
      return "the thread was interrupted";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason() + " (" + failed.getFile() + ")";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** What nobody knows to be there for good may pass: a network's file system that hangs, say. */
  private static boolean retryable(IOException e) {
    return !(e instanceof AccessDeniedException
        || e instanceof NotDirectoryException
        || e instanceof DirectoryNotEmptyException
        || e instanceof NoSuchFileException
        || e instanceof ClosedByInterruptException);
  }

  private @Nullable Long freeBytes(IOException cause) {
    for (Path above = root; above != null; above = above.getParent()) {
      try {
        FileStore store = Files.getFileStore(above);
        // Where files take no room, as under /proc, none is told.
        return store.getTotalSpace() == 0 ? null : store.getUsableSpace();
      } catch (NoSuchFileException e) {
        // The root is not made yet: the folder above it is on the same disk.
      } catch (IOException e) {
        cause.addSuppressed(e);
        return null;
      }
    }
    return null;
  }
}
