package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Snapshot;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How long a snapshot takes until it is complete and durable, how long of it is the pause, and how
 * much it writes.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class SnapshotBenchmark extends MeasuredPeer {

  /** The fact: milliseconds in which the store could not go on. */
  public static final String PAUSE = "pause-ms";

  /** The fact: bytes that the snapshot wrote. */
  public static final String ADDED_BYTES = "added-bytes";

  /** The fact: blobs that the snapshot wrote. */
  public static final String ADDED_BLOBS = "added-blobs";

  /** The fact: billions of bytes a second, of all keys and values, changed or not. */
  public static final String SPEED = "state-gb-s";

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

  private @Nullable StoredEntries<?, ?> loaded;

  /** What was measured last; letting go of it is no part of a snapshot that is complete. */
  private @Nullable Capture taken;

  @Override
  void load() {
    if (!afterLoading) {
      fill();
      // What incremental snapshots build on.
      snapshot(CaptureKind.INCREMENTAL);
      end();
    }
  }

  @Override
  void prepare() {
    if (afterLoading) {
      unload();
      fill();
    } else {
      stored().change((int) (keys * changed));
    }
  }

  private void fill() {
    loaded = StoredEntries.fill(able(SupportsSnapshots.class), Records.named(records), keys);
  }

  @Override
  void end() {
    letGo();
    stored().complete();
  }

  @Override
  void unload() {
    letGo();
    if (loaded != null) {
      loaded.close();
    }
  }

  /** Takes a snapshot of all state. */
  @Benchmark
  public void full() {
    snapshot(CaptureKind.FULL);
  }

  /** Takes a snapshot of what changed, where the peer can. */
  @Benchmark
  public void incremental() {
    snapshot(CaptureKind.INCREMENTAL);
  }

  private void snapshot(CaptureKind kind) {
    long begin = System.nanoTime();
    Capture capture = stored().capture(kind);
    taken = capture;
    note(PAUSE, (System.nanoTime() - begin) / 1e6);
    Snapshot written = stored().write(capture);
    note(SPEED, (double) StoredEntries.ENTRY_BYTES * keys / (System.nanoTime() - begin));
    note(ADDED_BYTES, (double) written.addedBytes());
    note(ADDED_BLOBS, written.addedBlobs());
  }

  private void letGo() {
    if (taken != null) {
      taken.close();
      taken = null;
    }
  }

  private StoredEntries<?, ?> stored() {
    return Objects.requireNonNull(loaded);
  }
}
