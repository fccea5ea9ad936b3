package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How long a snapshot takes until it is complete and durable on the local disk, how long of it is
 * the pause, and how much it writes.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class SnapshotBenchmark extends MeasuredPeer {

  /** The fact: milliseconds in which the store could not go on. */
  public static final String PAUSE = "pause-ms";

  /** The fact: bytes that the snapshot wrote. */
  public static final String ADDED_BYTES = "added-bytes";

  /** The fact: blobs that the snapshot wrote. */
  public static final String ADDED_BLOBS = "added-blobs";

  /** The fact: bytes that the snapshot wrote for each byte of keys and values that was changed. */
  public static final String AMPLIFICATION = "added-to-changed";

  static final int ENTRY_BYTES = 108;

  /** What is stored, 108 bytes an entry. */
  @Param("incompressible")
  public String records = "";

  /** How many keys there are. */
  @Param("1000000")
  public int keys;

  /** Which part of the keys is changed before each snapshot. */
  @Param("0.01")
  public double changed;

  /** Whether the store is filled anew before each snapshot. */
  @Param("false")
  public boolean afterLoading;

  private @Nullable Stored<?, ?> loaded;

  @Override
  void load() {
    loaded = Stored.open(this, Records.named(records));
    if (!afterLoading) {
      stored().fill(keys);
      // What incremental snapshots build on.
      stored().snapshot(this, CaptureKind.INCREMENTAL);
      stored().complete();
    }
  }

  @Override
  void prepare() {
    if (afterLoading) {
      unload();
      loaded = Stored.open(this, Records.named(records));
      stored().fill(keys);
    } else {
      stored().change((int) (keys * changed), keys);
    }
  }

  @Override
  void end() {
    stored().complete();
  }

  @Override
  void unload() {
    stored().store.close();
  }

  /** Takes a snapshot of all state. */
  @Benchmark
  public void full() {
    stored().snapshot(this, CaptureKind.FULL);
  }

  /** Takes a snapshot of what changed, where the peer can. */
  @Benchmark
  public void incremental() {
    double bytes = stored().snapshot(this, CaptureKind.INCREMENTAL);
    note(AMPLIFICATION, bytes / (ENTRY_BYTES * Math.floor(keys * changed)));
  }

  private Stored<?, ?> stored() {
    return Objects.requireNonNull(loaded);
  }

  private static final class Stored<K, V> {

    private final Records<K, V> records;
    private final SupportsSnapshots snapshots;
    private final SnapshotStore<K, V> store;
    private final SplittableRandom random = new SplittableRandom(1);
    private long tick;
    private @Nullable Snapshot taken;

    private Stored(Records<K, V> records, SupportsSnapshots snapshots, SnapshotStore<K, V> store) {
      this.records = records;
      this.snapshots = snapshots;
      this.store = store;
    }

    static <K, V> Stored<K, V> open(SnapshotBenchmark settings, Records<K, V> records) {
      SupportsSnapshots snapshots = settings.able(SupportsSnapshots.class);
      SnapshotStore<K, V> store =
          snapshots.open(records.keyType(), records.valueType(), Share.ALL, null);
      return new Stored<>(records, snapshots, store);
    }

    void fill(int keys) {
      for (long key = 0; key < keys; key++) {
        store.put(records.key().apply(key), records.value().apply(tick++));
      }
    }

    /** Changes {@code count} different keys, spread over all. */
    void change(int count, int keys) {
      if (count == 0) {
        return;
      }
      long stride = keys / count;
      for (int i = 0; i < count; i++) {
        long key = i * stride + random.nextLong(stride);
        store.put(records.key().apply(key), records.value().apply(tick++));
      }
    }

    double snapshot(SnapshotBenchmark facts, CaptureKind kind) {
      long begin = System.nanoTime();
      try (Capture capture = store.capture(kind)) {
        facts.note(PAUSE, (System.nanoTime() - begin) / 1e6);
        Snapshot written = snapshots.write(List.of(capture));
        facts.note(ADDED_BYTES, (double) written.addedBytes());
        facts.note(ADDED_BLOBS, written.addedBlobs());
        taken = written;
        return (double) written.addedBytes();
      }
    }

    void complete() {
      if (taken != null) {
        snapshots.retainOnly(taken);
        taken = null;
      }
    }
  }
}
