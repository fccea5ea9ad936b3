package io.tidemark.rocksdb;

import io.tidemark.config.Configuration;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A backend on a directory, and shorthands for what tests do with stores. */
final class Stores implements AutoCloseable {

  static final int MAX_PARALLELISM = 128;
  static final KeyGroupRange ALL = KeyGroupRange.all(MAX_PARALLELISM);

  final ExecutorService executor = Executors.newFixedThreadPool(2);
  final StateBackend backend;
  private long millis = 1_000_000;
  private final WriteBuffer scratch = new WriteBuffer(64);

  Stores(Path directory, String... options) {
    this(directory, MetricGroup.none(), options);
  }

  Stores(Path directory, MetricGroup metrics, String... options) {
    Configuration configuration = Configuration.empty();
    for (int i = 0; i < options.length; i += 2) {
      configuration = configuration.with(options[i], options[i + 1]);
    }
    InstantSource clock = () -> Instant.ofEpochMilli(millis);
    backend =
        new RocksDbStateBackendFactory()
            .create(new BackendContext(configuration, directory, executor, clock, metrics));
  }

  long now() {
    return millis;
  }

  void advance(long by) {
    millis += by;
  }

  <K> KeyedStore<K> open(Serializer<K> keys, KeyGroupRange range, StoreRestore restore) {
    return backend.open(new StoreRequest<>("op", 0, range, MAX_PARALLELISM, keys), restore);
  }

  <K> KeyedStore<K> open(Serializer<K> keys) {
    return open(keys, ALL, StoreRestore.none());
  }

  <K> KeyedStore<K> restore(
      Serializer<K> keys, KeyGroupRange range, BlobSource source, StoreSnapshot... snapshots) {
    return open(keys, range, new StoreRestore(List.of(snapshots), source, true));
  }

  <K> boolean select(KeyedStore<K> store, K key) {
    int keyGroup = KeyGroups.of(key, store.keySerializer(), MAX_PARALLELISM, scratch);
    if (!store.keyGroups().contains(keyGroup)) {
      return false;
    }
    store.setCurrentKey(key, keyGroup);
    return true;
  }

  static StoreSnapshot snapshot(
      KeyedStore<?> store, long id, CaptureRequest.Mode mode, BlobSink sink) {
    try (StoreCapture capture = store.capture(new CaptureRequest(id, mode))) {
      return capture.write(sink);
    }
  }

  /** Takes a snapshot and completes it. */
  static StoreSnapshot incremental(KeyedStore<?> store, long id, BlobSink sink) {
    StoreSnapshot snapshot = snapshot(store, id, CaptureRequest.Mode.INCREMENTAL, sink);
    store.snapshotCompleted(id);
    return snapshot;
  }

  @Override
  public void close() {
    backend.close();
    executor.shutdown();
  }
}
