package io.tidemark.testkit.backend;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.List;
import java.util.stream.Stream;

/** A store as tests want to use it: key groups follow the runtime's rule, captures are tracked. */
final class KitStore<K> implements AutoCloseable {

  private final KitEngine engine;
  private final StateBackend backend;
  private final KeyedStore<K> store;
  private final WriteBuffer scratch = new WriteBuffer(64);

  KitStore(KitEngine engine, StateBackend backend, KeyedStore<K> store) {
    this.engine = engine;
    this.backend = backend;
    this.store = store;
    engine.held().opened(this, "A store of key groups " + store.keyGroups());
  }

  /** The store as the backend made it. */
  KeyedStore<K> bare() {
    return store;
  }

  int keyGroupOf(K key) {
    return KeyGroups.of(key, store.keySerializer(), KitEngine.KEY_GROUPS, scratch);
  }

  /** Makes a key current. */
  KitStore<K> at(K key) {
    store.setCurrentKey(key, keyGroupOf(key));
    return this;
  }

  /** Whether the key is one of this store's. */
  boolean holds(K key) {
    return store.keyGroups().contains(keyGroupOf(key));
  }

  <S extends State> S state(StateDescriptor<S> descriptor) {
    return store.state(descriptor);
  }

  <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    return store.state(descriptor, namespaces);
  }

  <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces) {
    return store.timers(name, namespaces);
  }

  <N> List<K> keys(String state, N namespace) {
    try (Stream<K> keys = store.keys(state, namespace)) {
      return keys.toList();
    }
  }

  KitCapture capture(Mode mode) {
    return capture(mode, engine.nextSnapshotId());
  }

  /** A capture for a snapshot of several stores, which is the job's next. */
  KitCapture capture(Mode mode, long id) {
    return new KitCapture(engine, backend, store, new CaptureRequest(id, mode));
  }

  /** Captures and writes; the snapshot stays neither completed nor discarded. */
  Written write(Mode mode) {
    try (KitCapture capture = capture(mode)) {
      return new Written(capture.id(), capture.write());
    }
  }

  /** A snapshot as an engine completes it. */
  StoreSnapshot snapshot(Mode mode) {
    Written written = write(mode);
    store.snapshotCompleted(written.id());
    return written.snapshot();
  }

  void completed(Written written) {
    store.snapshotCompleted(written.id());
  }

  void discarded(Written written) {
    store.snapshotDiscarded(written.id());
  }

  @Override
  public void close() {
    engine.held().closed(this);
    store.close();
  }

  /** A snapshot that was written, by its id. */
  record Written(long id, StoreSnapshot snapshot) {}
}
