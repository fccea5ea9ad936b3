package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How long a store takes to be restored, until its first entry is read and until all are. The
 * snapshot is one that a running job has: a full one.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class RestoreBenchmark extends MeasuredPeer {

  /** The fact: milliseconds until the first entry was read. */
  public static final String FIRST_READ = "first-read-ms";

  /** What is stored. */
  @Param("incompressible")
  public String records = "";

  /** How many keys there are. */
  @Param("1000000")
  public int keys;

  /** How many stores took the snapshot. */
  @Param("1")
  public int parallelismBefore;

  /** How many stores it is restored into, of which the first is measured. */
  @Param("1")
  public int parallelismAfter;

  /** Which part of its keys the store changes before a next snapshot, which is not timed. */
  @Param("0")
  public double thenChanged;

  private @Nullable Restored<?, ?> taken;

  @Override
  void load() {
    taken = Restored.take(this, Records.named(records));
  }

  @Override
  void end() {
    if (thenChanged > 0) {
      note(ChainBenchmark.AMPLIFICATION, restored().amplificationAfter(thenChanged));
    }
    restored().close();
  }

  @Override
  void unload() {}

  /** Restores a store and reads all its keys, one by one. */
  @Benchmark
  public long thenGet() {
    return restored().openAndGet(this);
  }

  /** Restores a store and walks over its entries. */
  @Benchmark
  public long thenScan() {
    return restored().openAndScan(this);
  }

  private Restored<?, ?> restored() {
    return Objects.requireNonNull(taken);
  }

  private static final class Restored<K, V> {

    private final Records<K, V> records;
    private final SupportsSnapshots snapshots;
    private final Snapshot snapshot;
    private final List<Long> ownKeys;
    private @Nullable SnapshotStore<K, V> store;

    private Restored(
        Records<K, V> records, SupportsSnapshots snapshots, Snapshot snapshot, List<Long> ownKeys) {
      this.records = records;
      this.snapshots = snapshots;
      this.snapshot = snapshot;
      this.ownKeys = ownKeys;
    }

    static <K, V> Restored<K, V> take(RestoreBenchmark settings, Records<K, V> records) {
      SupportsSnapshots snapshots = settings.able(SupportsSnapshots.class);
      List<SnapshotStore<K, V>> stores = new ArrayList<>();
      List<Capture> captures = new ArrayList<>();
      for (int index = 0; index < settings.parallelismBefore; index++) {
        Share share = new Share(index, settings.parallelismBefore);
        SnapshotStore<K, V> store =
            snapshots.open(records.keyType(), records.valueType(), share, null);
        for (long key = 0; key < settings.keys; key++) {
          K stored = records.key().apply(key);
          if (share.parts() == 1 || store.owns(stored)) {
            store.put(stored, records.value().apply(key));
          }
        }
        stores.add(store);
        captures.add(store.capture(CaptureKind.INCREMENTAL));
      }
      Snapshot snapshot = snapshots.write(captures);
      captures.forEach(Capture::close);
      snapshots.retainOnly(snapshot);
      stores.forEach(SnapshotStore::close);
      return new Restored<>(
          records, snapshots, snapshot, keysAfter(settings, records, snapshots, snapshot));
    }

    private static <K, V> List<Long> keysAfter(
        RestoreBenchmark settings,
        Records<K, V> records,
        SupportsSnapshots snapshots,
        Snapshot snapshot) {
      List<Long> own = new ArrayList<>();
      Share share = new Share(0, settings.parallelismAfter);
      try (SnapshotStore<K, V> store =
          snapshots.open(records.keyType(), records.valueType(), share, snapshot)) {
        for (long key = 0; key < settings.keys; key++) {
          if (store.owns(records.key().apply(key))) {
            own.add(key);
          }
        }
      }
      return own;
    }

    long openAndGet(RestoreBenchmark settings) {
      SnapshotStore<K, V> opened = open(settings);
      long found = 0;
      for (Long key : ownKeys) {
        if (opened.get(records.key().apply(key)) != null) {
          found++;
        }
      }
      return all(found);
    }

    long openAndScan(RestoreBenchmark settings) {
      return all(open(settings).scan());
    }

    private SnapshotStore<K, V> open(RestoreBenchmark settings) {
      long begin = System.nanoTime();
      Share share = new Share(0, settings.parallelismAfter);
      SnapshotStore<K, V> opened =
          snapshots.open(records.keyType(), records.valueType(), share, snapshot);
      store = opened;
      opened.get(records.key().apply(ownKeys.get(0)));
      settings.note(FIRST_READ, (System.nanoTime() - begin) / 1e6);
      return opened;
    }

    /** Changes a part of the keys, and returns what a snapshot adds for each byte of them. */
    double amplificationAfter(double changed) {
      SnapshotStore<K, V> opened = Objects.requireNonNull(store);
      int stride = (int) (1 / changed);
      int count = 0;
      for (int i = 0; i < ownKeys.size(); i += stride) {
        opened.put(records.key().apply(ownKeys.get(i)), records.value().apply(-i));
        count++;
      }
      try (Capture capture = opened.capture(CaptureKind.INCREMENTAL)) {
        double added = (double) snapshots.write(List.of(capture)).addedBytes();
        return added / count / StoredEntries.ENTRY_BYTES;
      }
    }

    private long all(long found) {
      if (found != ownKeys.size()) {
        throw new IllegalStateException(
            "Of " + ownKeys.size() + " entries " + found + " were restored");
      }
      return found;
    }

    void close() {
      if (store != null) {
        store.close();
        store = null;
      }
    }
  }
}
