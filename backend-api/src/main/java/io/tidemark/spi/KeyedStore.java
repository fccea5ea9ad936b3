package io.tidemark.spi;

import io.tidemark.serialization.Serializer;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.stream.Stream;

/**
 * One subtask's keyed state in a backend, for a range of key groups.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>It belongs to one thread at a time, with everything it gives out except captures; the
 *       engine hands it over with a happens-before edge. Only {@link StoreCapture#write} runs
 *       elsewhere.
 *   <li>State that was captured is what the snapshot holds, whatever is written later.
 *   <li>Values may be handed out by reference. Where the serializer is not immutable, the first
 *       read or write of an entry after a capture works on a copy, so that a user who changes
 *       values in place never changes a snapshot.
 *   <li>{@link #close} releases memory, files and native resources, also while captures are being
 *       written: those end with an error or complete, but never touch what is gone. It is
 *       idempotent. A closed store gives out no states, timers or captures: it throws an {@link
 *       IllegalStateException}.
 * </ol>
 *
 * @param <K> the type of the keys
 */
public interface KeyedStore<K> extends AutoCloseable {

  KeyGroupRange keyGroups();

  Serializer<K> keySerializer();

  /**
   * Makes {@code key} current for all states of this store, which refuse to be used before by an
   * {@link IllegalStateException}. {@code keyGroup} is the engine's and always the same for equal
   * keys.
   *
   * @throws IllegalArgumentException if {@code keyGroup} is not in {@link #keyGroups}
   */
  void setCurrentKey(K key, int keyGroup);

  /**
   * The state that {@code descriptor} names, made or restored on first use. Asking again with an
   * equal kind and types gives a handle on the same state.
   *
   * <p>A time to live may be added, changed or taken away between a snapshot and its restore. Where
   * it is added, what was restored counts from the moment of this call.
   *
   * @throws io.tidemark.state.IncompatibleStateException if the name is taken by another kind or
   *     type, or the snapshot holds a type that this one cannot read
   * @throws SnapshotCorruptException if the state is restored now and its bytes are not what was
   *     written
   * @throws StorageException if the state is restored now and its bytes cannot be read
   */
  <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces);

  /** The state that {@code descriptor} names, in no namespace. */
  default <S extends State> S state(StateDescriptor<S> descriptor) {
    return state(descriptor, NoNamespace.SERIALIZER).in(NoNamespace.INSTANCE);
  }

  /**
   * The keys for which the state named {@code state} holds something in {@code namespace}, each
   * once, expired entries excepted. Changing the state during the walk may or may not be seen, but
   * never breaks it; removing or updating the entry of the key that was seen last is always
   * allowed. The caller closes the stream.
   *
   * @throws IllegalArgumentException if {@link #state} was never asked for that name, or with
   *     namespaces of another type
   */
  <N> Stream<K> keys(String state, N namespace);

  /** Like {@link #keys}, over all namespaces, as pairs of key and namespace. */
  <N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(String state);

  /**
   * The queue of timers of that name, made or restored on first use. Names of queues and of states
   * are apart.
   *
   * @throws io.tidemark.state.IncompatibleStateException if the namespaces' type is not the one of
   *     the snapshot
   * @throws SnapshotCorruptException if the timers are restored now and their bytes are not what
   *     was written
   * @throws StorageException if the timers are restored now and their bytes cannot be read
   */
  <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces);

  /**
   * Takes a picture of all state. Cheap: as far as can be, its cost does not depend on how much
   * state there is. The caller closes the capture, and may hold several.
   */
  StoreCapture capture(CaptureRequest request);

  /**
   * Tells that the whole snapshot was published. Later incremental snapshots may build on it. Ids
   * come in any order, at most once; unknown ids are ignored.
   *
   * <p>Once a snapshot that is no savepoint is published, full or incremental, whatever only older
   * ones name may be collected. So a later snapshot names an earlier blob only if the newest
   * published one does, or one that is newer still and pending.
   */
  void snapshotCompleted(long snapshotId);

  /**
   * Tells that the snapshot will never be published. What it added will not be collected before the
   * engine says so, but a change that it alone held is part of the next incremental snapshot again.
   * Captures that were taken before may name what it added; captures taken from now on do so only
   * through a snapshot that does and was not discarded. Unknown ids are ignored.
   */
  void snapshotDiscarded(long snapshotId);

  @Override
  void close();
}
