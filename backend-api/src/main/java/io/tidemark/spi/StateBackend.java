package io.tidemark.spi;

/**
 * A kind of working state in one engine instance. Owns what its stores share, such as a memory
 * budget.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>Any thread may call any method, also at the same time.
 *   <li>{@link #close} releases what the stores share. Stores are closed by whoever opened them,
 *       before. A backend that is closed first closes what is still open.
 *   <li>{@link #close} is idempotent. A closed backend opens no store.
 *   <li>A backend may keep what a closed store had of its newest snapshots, until it is closed
 *       itself, so that the store that takes its place after a failure need not read it from its
 *       source. An engine that wants this keeps the backend over its restarts, and need not do
 *       anything else. What is kept is checked like what is read; where there is any doubt, the
 *       source has the word.
 * </ol>
 */
public interface StateBackend extends AutoCloseable {

  /** The name of the factory that made it. */
  String name();

  /**
   * Opens the store of one subtask, empty or restored. The caller closes it.
   *
   * <p>Obligations:
   *
   * <ol>
   *   <li>The snapshots of {@code restore} may overlap the request's key groups in any way; the
   *       store takes what lies in its own range and leaves the rest. Their own ranges never
   *       overlap each other. All snapshots in the {@linkplain StoreSnapshot#PORTABLE portable
   *       format} can be restored, whichever backend wrote them, mixed with the backend's own
   *       formats.
   *   <li>States that the program never opens are kept as they are, and are part of every later
   *       snapshot.
   *   <li>When it throws, nothing is left open, on disk or in memory.
   *   <li>The store may keep using {@code restore}'s source until it is closed if that {@linkplain
   *       SupportsLateReads supports late reads}, and otherwise until this method returns.
   *   <li>It shares blobs of the restored snapshots in later incremental ones only when {@link
   *       StoreRestore#claimed} allows it.
   * </ol>
   *
   * @throws SnapshotCorruptException if bytes of a snapshot are not what was written
   * @throws SnapshotVersionException if a snapshot was written by a newer format
   * @throws UnknownFormatException if a snapshot is in another backend's native format
   * @throws io.tidemark.state.IncompatibleStateException if the keys' type is not the one of the
   *     snapshots
   * @throws StorageException if blobs cannot be read
   * @throws StateBackendException if the working state cannot be set up
   */
  <K> KeyedStore<K> open(StoreRequest<K> request, StoreRestore restore);

  @Override
  void close();
}
