package io.tidemark.memory;

import io.tidemark.config.Configuration;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Opens stores for tests, on one set of blobs and with a clock that is set by hand. */
final class MemoryStores implements InstantSource {

  static final int MAX_PARALLELISM = 128;

  final InMemoryBlobs blobs = new InMemoryBlobs();
  private final WriteBuffer scratch = new WriteBuffer(64);
  private final MemoryStateBackend backend =
      new MemoryStateBackend(
          new BackendContext(
              Configuration.empty(), Path.of("unused"), Runnable::run, this, MetricGroup.none()));
  private long nextSnapshot = 1;
  private long now = 1_000_000;

  <K> KeyedStore<K> open(Serializer<K> keys) {
    return open(keys, KeyGroupRange.all(MAX_PARALLELISM), StoreRestore.none());
  }

  <K> KeyedStore<K> restore(Serializer<K> keys, StoreSnapshot... snapshots) {
    return open(
        keys,
        KeyGroupRange.all(MAX_PARALLELISM),
        new StoreRestore(List.of(snapshots), blobs, true));
  }

  <K> KeyedStore<K> open(Serializer<K> keys, KeyGroupRange keyGroups, StoreRestore restore) {
    return backend.open(
        new StoreRequest<>("operator", 0, keyGroups, MAX_PARALLELISM, keys), restore);
  }

  /** Makes {@code key} current, by the rule of the runtime. */
  <K> void select(KeyedStore<K> store, K key) {
    store.setCurrentKey(key, KeyGroups.of(key, store.keySerializer(), MAX_PARALLELISM, scratch));
  }

  /** The key group of a key, by the rule of the runtime. */
  <K> int keyGroup(Serializer<K> keys, K key) {
    return KeyGroups.of(key, keys, MAX_PARALLELISM, scratch);
  }

  <K> StoreCapture capture(KeyedStore<K> store, Mode mode) {
    return store.capture(new CaptureRequest(nextSnapshot++, mode));
  }

  /** Captures, writes and closes. */
  <K> StoreSnapshot snapshot(KeyedStore<K> store, Mode mode) {
    try (StoreCapture capture = capture(store, mode)) {
      return capture.write(blobs);
    }
  }

  /** Captures, writes, closes and completes. */
  <K> StoreSnapshot checkpoint(KeyedStore<K> store) {
    try (StoreCapture capture = capture(store, Mode.INCREMENTAL)) {
      StoreSnapshot snapshot = capture.write(blobs);
      store.snapshotCompleted(capture.snapshotId());
      return snapshot;
    }
  }

  void turnClock(long millis) {
    now += millis;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public long millis() {
    return now;
  }
}
