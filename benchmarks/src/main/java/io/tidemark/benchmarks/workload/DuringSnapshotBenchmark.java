package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast values are read and written while a snapshot of all state is being written by another
 * thread, from the capture until the snapshot is complete, and not a moment longer.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class DuringSnapshotBenchmark extends MeasuredPeer {

  /** The fact: calls a second. */
  public static final String RATE = "calls-a-second";

  /** How many calls are made between two looks whether the snapshot is complete. */
  private static final int CALLS_AT_A_TIME = 64;

  /** What is stored, 108 bytes an entry. */
  @Param("incompressible")
  public String records = "";

  /** How many keys there are. */
  @Param("1000000")
  public int keys;

  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private @Nullable StoredEntries<?, ?> loaded;
  private @Nullable KeySequence drawn;

  /** What was measured last; letting go of it is no part of a snapshot that is complete. */
  private @Nullable Capture taken;

  @Override
  void load() {
    loaded = StoredEntries.fill(able(SupportsSnapshots.class), Records.named(records), keys);
    drawn = KeySequence.of("uniform", keys);
  }

  @Override
  void end() {
    letGo();
    stored().complete();
  }

  @Override
  void unload() {
    writer.shutdownNow();
    letGo();
    stored().close();
  }

  /** Reads values. */
  @Benchmark
  public void get() {
    StoredEntries<?, ?> stored = stored();
    meanwhile(
        key -> {
          if (stored.get(key) == null) {
            throw new IllegalStateException("There is no key " + key);
          }
        });
  }

  /** Writes values. */
  @Benchmark
  public void update() {
    meanwhile(stored()::put);
  }

  private void meanwhile(LongConsumer access) {
    KeySequence keySequence = Objects.requireNonNull(drawn);
    StoredEntries<?, ?> stored = stored();
    Capture capture = stored.capture(CaptureKind.FULL);
    taken = capture;
    try {
      long begin = System.nanoTime();
      Future<?> written = writer.submit(() -> stored.write(capture));
      long calls = 0;
      while (!written.isDone()) {
        for (int i = 0; i < CALLS_AT_A_TIME; i++) {
          access.accept(keySequence.next());
        }
        calls += CALLS_AT_A_TIME;
      }
      note(RATE, calls * 1e9 / (System.nanoTime() - begin));
      written.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The snapshot failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The snapshot was interrupted", e);
    }
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
