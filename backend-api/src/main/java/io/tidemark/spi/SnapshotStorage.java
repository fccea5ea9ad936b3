package io.tidemark.spi;

import java.net.URI;
import java.util.Collection;
import java.util.stream.Stream;

/**
 * A flat space of immutable named blobs under one root URI.
 *
 * <p>A name is one or more segments of {@code [A-Za-z0-9._-]}, joined by single slashes; no segment
 * is {@code .} or {@code ..}, and none begins with a dot. {@link BlobNames#check} refuses all
 * others, before anything is done. Names are case-sensitive. Callers never use a name that
 * continues another's with a slash, {@code a/b} beside {@code a}; a storage may refuse the second.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>Any number of threads and processes may call anything at once.
 *   <li>A blob is visible wholly or not at all, to reads and to lists alike, from the moment its
 *       commit returned, to everybody. It survives the process from then on, and the machine's
 *       power, where the medium can, at the latest when a later {@link #createIfAbsent} of the same
 *       object makes its own blob visible.
 *   <li>A crash leaves at most garbage that {@link #list} shows or that {@link #collectLeftovers}
 *       removes.
 *   <li>Failures are {@link StorageException}s that say whether trying again may help; the vendor's
 *       error is the cause. No credential is part of a message, a name or a URI.
 *   <li>{@link #close} is idempotent and does not wait for readers and writers, which then fail.
 * </ol>
 */
public interface SnapshotStorage extends AutoCloseable {

  /** The root, without credentials. */
  URI root();

  /**
   * Begins a blob. Callers never use a name twice; if they do, the blob is afterwards one of the
   * contents, wholly. Parents are made as needed. The caller closes the writer, which refuses
   * whatever it is asked for after its commit or its close.
   */
  BlobWriter<StoredBlob> write(String name);

  /**
   * Opens a range of a blob. The caller closes the reader, which reads nothing from then on. A
   * range that begins at the end is empty.
   *
   * @param offset where the range begins; beyond the end it is a {@link SnapshotCorruptException},
   *     from here or from the reader
   * @param length how many bytes, or {@link Long#MAX_VALUE} for all that there are; a blob that
   *     ends before a given length is a {@link SnapshotCorruptException}, from here or from the
   *     reader
   * @throws IllegalArgumentException if one of them is negative
   * @throws BlobNotFoundException if there is no such blob, from here or from the reader's first
   *     read
   */
  BlobReader read(String name, long offset, long length);

  /**
   * Makes a small blob if the name is free, atomically between all threads and processes: of many
   * that try, exactly one gets true, and everybody reads that one's content. False, and no change,
   * if the name is taken.
   *
   * <p>What was committed through this object before the call survives the machine before the new
   * blob is visible: what names other blobs is written like this, and never names one that a crash
   * can take. Once the call returned, whether true or false, the blob of that name survives it,
   * too. A caller that gets an error knows neither who has the name nor whether it lasts, and asks
   * again.
   *
   * @param content at most {@link #MAX_ATOMIC_BYTES}
   * @throws IllegalArgumentException if it is more
   */
  boolean createIfAbsent(String name, byte[] content);

  /**
   * The blobs whose names begin with {@code prefix}, which is empty or ends anywhere, in the order
   * of their names' bytes; none, if no name can begin so. Blobs that come and go meanwhile may or
   * may not be seen; all others are seen once. The caller closes the stream. Bounded memory,
   * whatever there is.
   */
  Stream<StoredBlob> list(String prefix);

  /**
   * Deletes blobs; those that are not there are skipped. Not atomic: an error leaves some deleted,
   * and may be repeated.
   */
  void delete(Collection<String> names);

  /**
   * Removes what unfinished writes left behind that no {@link #list} shows and that is older than
   * {@code olderThanMillis} since the epoch. With {@code dryRun} it only tells.
   *
   * @return what was, or would be, removed
   */
  Collection<StoredBlob> collectLeftovers(long olderThanMillis, boolean dryRun);

  @Override
  void close();

  /** The most bytes that {@link #createIfAbsent} takes. */
  int MAX_ATOMIC_BYTES = 16 << 20;
}
