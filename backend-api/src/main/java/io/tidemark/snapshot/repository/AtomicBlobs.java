package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Small blobs of which the first writer decides the content: what publishing and fencing stand on.
 * Any thread may call.
 */
final class AtomicBlobs {

  private static final int READ_BYTES = 64 << 10;

  private final SnapshotStorage storage;

  AtomicBlobs(SnapshotStorage storage) {
    this.storage = storage;
  }

  /**
   * Writes {@code content} unless the blob is there, and returns what it holds from now on. A
   * storage whose answer was lost and that tried again may say "taken" of its own first attempt, so
   * only the content tells who won.
   *
   * @throws StorageException if that is not known, nor whether the blob will yet appear, or last
   */
  byte[] createOrRead(String name, byte[] content) {
    StorageException unanswered;
    try {
      return createOrReadTaken(name, content);
    } catch (StorageException e) {
      unanswered = e;
    }
    try {
      if (read(name).isPresent()) {
        // Visible, it may still not survive the machine: only an answer says that it does.
        return createOrReadTaken(name, content);
      }
    } catch (StorageException e) {
      unanswered.addSuppressed(e);
    }
    throw unanswered;
  }

  private byte[] createOrReadTaken(String name, byte[] content) {
    if (storage.createIfAbsent(name, content)) {
      return content;
    }
    return read(name)
        .orElseThrow(
            () ->
                new StorageException(
                    "Blob '" + name + "' was taken, and is gone again", true, null));
  }

  /**
   * The content, empty if there is no such blob.
   *
   * @throws SnapshotCorruptException if there are more bytes than any such blob has
   */
  Optional<byte[]> read(String name) {
    try (BlobReader in = storage.read(name, 0, Long.MAX_VALUE)) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] piece = new byte[READ_BYTES];
      for (int read = in.read(piece, 0, piece.length);
          read >= 0;
          read = in.read(piece, 0, piece.length)) {
        content.write(piece, 0, read);
        if (content.size() > SnapshotStorage.MAX_ATOMIC_BYTES) {
          throw new SnapshotCorruptException(
              name,
              SnapshotStorage.MAX_ATOMIC_BYTES,
              "it should end by here, at " + SnapshotStorage.MAX_ATOMIC_BYTES + " bytes");
        }
      }
      return Optional.of(content.toByteArray());
    } catch (BlobNotFoundException e) {
      return Optional.empty();
    }
  }

  boolean exists(String name) {
    try (BlobReader in = storage.read(name, 0, Long.MAX_VALUE)) {
      in.read(new byte[1], 0, 1);
      return true;
    } catch (BlobNotFoundException e) {
      return false;
    }
  }

  /** Whether {@code content} is what {@link #createOrRead} left at {@code name}. */
  boolean isOurs(String name, byte[] content) {
    return Arrays.equals(createOrRead(name, content), content);
  }
}
