package io.tidemark.spi;

/**
 * Writes one blob. Belongs to one thread at a time.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>Nothing is visible to anybody before {@link #commit} returned, and everything after; what
 *       was committed survives the process and, from when the storage promises it, the machine.
 *   <li>{@link #close} without {@link #commit} forgets everything that was written. It is
 *       idempotent.
 *   <li>After an error only {@link #close} may be called.
 *   <li>{@code bytes} may be reused by the caller as soon as {@link #write} returns.
 * </ol>
 *
 * @param <R> what a commit gives
 */
public interface BlobWriter<R> extends AutoCloseable {

  /**
   * Appends bytes. Callers write in large pieces; nothing else buffers.
   *
   * @throws StorageException if they cannot be written
   */
  void write(byte[] bytes, int offset, int length);

  /**
   * Makes the blob visible, at once and wholly.
   *
   * @throws StorageException if that failed; the blob is then not visible, or (only if the error
   *     says so) may be
   */
  R commit();

  @Override
  void close();
}
