package io.tidemark.spi;

/**
 * A power of sources: what is not read while a store is opened can be read later. From a source
 * without it, a store reads all that it will ever need before {@link StateBackend#open} returns.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>Blobs can be read until the store that is restored from them is closed, from any thread.
 *   <li>A blob stays until the store has opened each state of it, or until a snapshot was completed
 *       that the store took and that does not name the blob.
 *   <li>Damage may be found later than in {@link StateBackend#open}: when a state is opened, and in
 *       the first {@link StoreCapture#write} at the latest. The engine treats it in the same way.
 * </ol>
 */
@FunctionalInterface
public interface SupportsLateReads extends BlobSource {}
