package io.tidemark.spi;

/**
 * A picture of a store's state, which later writes to the store do not disturb.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>{@link #write} is called at most once, on any thread, while the store goes on working on
 *       its own.
 *   <li>{@link #close} releases what the picture pinned, whether it was written, failed or never
 *       written. It is idempotent, may come from any thread, also during {@link #write}, which then
 *       ends with an error soon.
 *   <li>A capture that is closed unwritten counts as discarded.
 * </ol>
 */
public interface StoreCapture extends AutoCloseable {

  long snapshotId();

  /**
   * Writes the picture as blobs into {@code sink} and says what it wrote. The sink is the engine's;
   * it stays open.
   *
   * @throws SnapshotCorruptException if bytes of a restored snapshot that it takes over are not
   *     what was written
   * @throws StorageException if a blob cannot be written, or one that it takes over cannot be read
   * @throws StateBackendException if the working state cannot be read
   * @throws java.util.concurrent.CancellationException if the capture or the store was closed
   *     meanwhile
   */
  StoreSnapshot write(BlobSink sink);

  @Override
  void close();
}
