package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A store with entries of 108 bytes, which is changed and of which snapshots are taken. */
final class StoredEntries<K, V> implements AutoCloseable {

  static final int ENTRY_BYTES = 108;

  private final Records<K, V> records;
  private final SupportsSnapshots snapshots;
  private final SnapshotStore<K, V> store;
  private final int keys;
  private final SplittableRandom random = new SplittableRandom(1);
  private long tick;
  private @Nullable Snapshot taken;

  private StoredEntries(
      Records<K, V> records, SupportsSnapshots snapshots, SnapshotStore<K, V> store, int keys) {
    this.records = records;
    this.snapshots = snapshots;
    this.store = store;
    this.keys = keys;
  }

  /** Opens a store, and fills it with {@code keys} entries. */
  static <K, V> StoredEntries<K, V> fill(
      SupportsSnapshots snapshots, Records<K, V> records, int keys) {
    SnapshotStore<K, V> store =
        snapshots.open(records.keyType(), records.valueType(), Share.ALL, null);
    StoredEntries<K, V> stored = new StoredEntries<>(records, snapshots, store, keys);
    for (long key = 0; key < keys; key++) {
      stored.put(key);
    }
    return stored;
  }

  /** The value of {@code key}. */
  @Nullable V get(long key) {
    return store.get(records.key().apply(key));
  }

  /** Gives {@code key} a new value. */
  void put(long key) {
    store.put(records.key().apply(key), records.value().apply(tick++));
  }

  /** Gives {@code count} different keys, spread over all, new values. */
  void change(int count) {
    if (count == 0) {
      return;
    }
    long stride = keys / count;
    for (int i = 0; i < count; i++) {
      put(i * stride + random.nextLong(stride));
    }
  }

  Capture capture(CaptureKind kind) {
    return store.capture(kind);
  }

  /** Writes what {@link #capture} returned. Another thread may call, while this one goes on. */
  Snapshot write(Capture capture) {
    Snapshot written = snapshots.write(List.of(capture));
    taken = written;
    return written;
  }

  /** Tells that the newest snapshot is complete, and has older ones deleted. */
  void complete() {
    if (taken != null) {
      snapshots.retainOnly(taken);
      taken = null;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
