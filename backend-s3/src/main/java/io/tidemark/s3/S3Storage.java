package io.tidemark.s3;

import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.Undeleted;
import io.tidemark.spi.BlobNames;
import io.tidemark.spi.BlobNotFoundException;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.ParallelWork;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Blobs as objects under a prefix of a bucket. An object is there when the request that made it is
 * done, and not before, so that a blob needs no second name; writing one asks for no list and looks
 * at no other object.
 */
final class S3Storage implements SnapshotStorage {

  /** What servers delete in one request. */
  private static final int MOST_DELETED = 1_000;

  private static final int DELETIONS_AT_ONCE = 4;

  /** The status of an answer that tells of single objects that were not deleted. */
  private static final int ANSWERED = 200;

  private final S3Root root;
  private final Connection connection;
  private final FreeNames freeNames;
  private final S3Errors errors;
  private final InstantSource clock;

  S3Storage(
      S3Root root,
      Connection connection,
      FreeNames freeNames,
      S3Errors errors,
      InstantSource clock) {
    this.root = root;
    this.connection = connection;
    this.freeNames = freeNames;
    this.errors = errors;
    this.clock = clock;
  }

  @Override
  public URI root() {
    return root.uri();
  }

  @Override
  public BlobWriter<StoredBlob> write(String name) {
    String key = key(name);
    requireOpen();
    return new S3BlobWriter(this, connection, name, key);
  }

  @Override
  public BlobReader read(String name, long offset, long length) {
    String key = key(name);
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range: " + length + " bytes from " + offset);
    }
    requireOpen();
    long most = Long.MAX_VALUE - 1;
    long end = offset > most - length ? most : offset + length;
    return new S3BlobReader(
        this, connection, name, key, offset, length == Long.MAX_VALUE ? length : end);
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    String key = key(name);
    if (content.length > MAX_ATOMIC_BYTES) {
      throw new IllegalArgumentException(
          "Blob '" + name + "' has " + content.length + " bytes, more than " + MAX_ATOMIC_BYTES);
    }
    requireOpen();
    return attempt("create blob '" + name + "'", () -> freeNames.take(key, content));
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireOpen();
    return BlobNames.canBegin(prefix)
        ? ObjectWalk.of(this, connection, root, prefix)
        : Stream.empty();
  }

  @Override
  public void delete(Collection<String> names) {
    List<String> keys = new ArrayList<>(new LinkedHashSet<>(names));
    keys.replaceAll(this::key);
    requireOpen();
    List<List<String>> batches = new ArrayList<>();
    for (int at = 0; at < keys.size(); at += MOST_DELETED) {
      batches.add(keys.subList(at, Math.min(keys.size(), at + MOST_DELETED)));
    }
    new ParallelWork(connection.threads(), DELETIONS_AT_ONCE)
        .map(batches, (batch, cancellation) -> deleteBatch(batch));
  }

  private boolean deleteBatch(List<String> keys) {
    List<Undeleted> left =
        attempt(
            "delete " + keys.size() + " blobs from '" + root.name(keys.get(0)) + "' on",
            () -> connection.client().delete(keys));
    if (!left.isEmpty()) {
      Undeleted first = left.get(0);
      throw errors.of(
          "delete " + left.size() + " blobs, the first of them '" + root.name(first.key()) + "',",
          ObjectException.answered(ANSWERED, first.code(), first.message(), null));
    }
    return true;
  }

  @Override
  public Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun) {
    requireOpen();
    return attempt(
        "collect unfinished uploads",
        () -> new Leftovers(connection.client(), root).collect(olderThanMillis, dryRun));
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Does something with the client, and says what its error means. */
  <T> T attempt(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (ObjectException e) {
      throw errors.of(what, e);
    }
  }

  /** As {@link #attempt}, where an error may hide a success. */
  <T> T attemptCommit(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (ObjectException e) {
      throw errors.of(
          "commit blob '"
              + name
              + (e.isRetryable() ? "' (which may be visible all the same)" : "'"),
          e);
    }
  }

  StorageException readError(String name, ObjectException e) {
    return e.isNotFound()
        ? new BlobNotFoundException(name, root, e.getCause())
        : errors.of("read blob '" + name + "'", e);
  }

  /** When something became visible: by the server's clock, or else by this machine's. */
  long timeOr(long serverMillis) {
    return serverMillis == 0 ? clock.millis() : serverMillis;
  }

  void requireOpen() {
    if (connection.isClosed()) {
      throw new StorageException("The storage on " + root + " is closed", false, null);
    }
  }

  private String key(String name) {
    return root.key(BlobNames.check(name));
  }
}
