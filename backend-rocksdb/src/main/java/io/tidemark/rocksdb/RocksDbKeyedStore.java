package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.runs.ChainWriter;
import io.tidemark.rocksdb.runs.Picture;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.ReportsChanges;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One subtask's state: live objects in front of a database of sorted runs. */
final class RocksDbKeyedStore<K> implements KeyedStore<K>, ReportsChanges {

  private final StoreRequest<K> request;
  private final InstantSource clock;
  private final StoreFiles files;
  private final ObjectCache cache;
  private final CurrentKey<K> currentKey;
  private final KnownSchemas schemas;
  private final OpenStates<K> states;
  private final ExpirySweep sweep;
  private final ChainWriter chains;
  private final SavepointWriter savepoints;
  private final Consumer<RocksDbKeyedStore<?>> onClose;
  private boolean closed;

  RocksDbKeyedStore(
      StoreRequest<K> request,
      BackendParts backend,
      StoreFiles files,
      ObjectCache cache,
      KnownSchemas schemas,
      Consumer<RocksDbKeyedStore<?>> onClose) {
    this.request = request;
    this.clock = backend.context().clock();
    this.files = files;
    this.cache = cache;
    this.schemas = schemas;
    this.onClose = onClose;
    KeyGroupRange keyGroups = request.keyGroups();
    currentKey = new CurrentKey<>(request.keySerializer(), keyGroups);
    states = new OpenStates<>(new StoreParts<>(cache, currentKey, clock), schemas, keyGroups);
    sweep = new ExpirySweep(cache, keyGroups);
    chains =
        new ChainWriter(
            RocksDbStateBackendFactory.NAME, keyGroups, files.runs(), files.log(), backend.work());
    savepoints = new SavepointWriter(keyGroups, backend.context().executor());
  }

  @Override
  public KeyGroupRange keyGroups() {
    return request.keyGroups();
  }

  @Override
  public Serializer<K> keySerializer() {
    return request.keySerializer();
  }

  @Override
  public void setCurrentKey(K key, int keyGroup) {
    currentKey.set(key, keyGroup);
    if (states.anyExpires()) {
      sweep.pass(states.expiring(), clock.millis());
    }
  }

  @Override
  public <N, S extends State> NamespacedState<N, S> state(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    requireOpen();
    return states.open(descriptor, namespaces);
  }

  @Override
  public <N> Stream<K> keys(String state, N namespace) {
    KeyedAccess<?, ?> access = states.get(state);
    return KeyWalk.keys(
        cache, request, access.column(), states.namespaces(access, namespace), namespace, clock);
  }

  @Override
  public <N> Stream<KeyAndNamespace<K, N>> keysAndNamespaces(String state) {
    KeyedAccess<?, ?> access = states.get(state);
    @SuppressWarnings("unchecked")
    Serializer<N> namespaces = (Serializer<N>) access.namespaces();
    return KeyWalk.keysAndNamespaces(cache, request, access.column(), namespaces, clock);
  }

  @Override
  public <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces) {
    requireOpen();
    return states.timers(name, namespaces);
  }

  @Override
  public StoreCapture capture(CaptureRequest captureRequest) {
    requireOpen();
    Picture picture = new Picture(files.database());
    long upTo = cache.freeze(picture);
    files.log().captured(captureRequest.snapshotId(), upTo);
    ChainWriter.Task task =
        new ChainWriter.Task(
            captureRequest.snapshotId(),
            upTo,
            captureRequest.mode() == CaptureRequest.Mode.INCREMENTAL,
            picture,
            schemas.schema(),
            schemas.older(),
            states.expiry(clock.millis()),
            () -> cache.generations().write(upTo));
    return new RocksDbCapture(
        cache.generations(), files.log(), task, captureRequest.mode(), chains, savepoints);
  }

  @Override
  public void snapshotCompleted(long snapshotId) {
    files.log().completed(snapshotId);
    cache.prune();
    files.copies().completed();
  }

  @Override
  public void snapshotDiscarded(long snapshotId) {
    files.log().discarded(snapshotId);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      onClose.accept(this);
      Database database = files.database();
      try (database) {
        cache.letGo();
        files.log().leave(files.copies());
      } finally {
        cache.clear();
        cache.generations().clear();
      }
    }
  }

  @Override
  public long changedBytes() {
    requireOpen();
    return cache.changedSincePicture();
  }

  ObjectCache cache() {
    return cache;
  }

  /** About how many bytes of live objects the store holds. Any thread may ask. */
  long cachedBytes() {
    return cache.bytes();
  }

  /** About how many bytes of blocks are held beside the objects. Any thread may ask. */
  long blockBytes() {
    return cache.blockBytes();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The store of '" + request.operator() + "' is closed");
    }
  }
}
