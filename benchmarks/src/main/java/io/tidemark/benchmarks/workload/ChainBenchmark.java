package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * What many snapshots in a row cost in all, each of them after a part of the keys was changed, and
 * each built on the one before: whatever is written anew on the way counts.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class ChainBenchmark extends MeasuredPeer {

  /** The fact: bytes that all snapshots wrote for each byte of keys and values that was changed. */
  public static final String AMPLIFICATION = "added-to-changed";

  /** The fact: milliseconds that a snapshot took on average. */
  public static final String MEAN = "mean-ms";

  /** What is stored, 108 bytes an entry. */
  @Param("incompressible")
  public String records = "";

  /** How many keys there are. */
  @Param("1000000")
  public int keys;

  /** Which part of the keys is changed before each snapshot. */
  @Param("0.01")
  public double changed;

  /** How many snapshots are in a row. */
  @Param("30")
  public int snapshots;

  private @Nullable StoredEntries<?, ?> loaded;

  @Override
  void load() {
    StoredEntries<?, ?> stored =
        StoredEntries.fill(able(SupportsSnapshots.class), Records.named(records), keys);
    try (Capture first = stored.capture(CaptureKind.INCREMENTAL)) {
      stored.write(first);
    }
    stored.complete();
    loaded = stored;
  }

  @Override
  void unload() {
    Objects.requireNonNull(loaded).close();
  }

  /** Takes them all. */
  @Benchmark
  public void chain() {
    StoredEntries<?, ?> stored = Objects.requireNonNull(loaded);
    int count = Math.max(1, (int) (keys * changed));
    long nanos = 0;
    double added = 0;
    for (int i = 0; i < snapshots; i++) {
      stored.change(count);
      long begin = System.nanoTime();
      try (Capture capture = stored.capture(CaptureKind.INCREMENTAL)) {
        added += stored.write(capture).addedBytes();
        nanos += System.nanoTime() - begin;
      }
      stored.complete();
    }
    note(MEAN, nanos / 1e6 / snapshots);
    note(AMPLIFICATION, added / ((double) StoredEntries.ENTRY_BYTES * count * snapshots));
  }
}
