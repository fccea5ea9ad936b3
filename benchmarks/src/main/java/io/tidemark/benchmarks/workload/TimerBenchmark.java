package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.SupportsTimers;
import io.tidemark.benchmarks.peer.TimerStore;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How long one thread takes to fill a queue with timers, and how long to empty it, the earliest
 * first.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class TimerBenchmark extends MeasuredPeer {

  private static final int HORIZON_MILLIS = 3_600_000;

  /** How many timers are in a full queue. */
  @Param("500000")
  public int keys;

  /** Whether an iteration begins with a full queue. */
  @Param("false")
  public boolean filled;

  private final SplittableRandom random = new SplittableRandom(1);
  private @Nullable TimerStore<Long> opened;

  @Override
  void load() {}

  @Override
  void prepare() {
    unload();
    opened = able(SupportsTimers.class).timers(DataType.LONG);
    if (filled) {
      add();
    }
  }

  @Override
  void unload() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }

  /** Fills the queue, with times in no order. */
  @Benchmark
  public void add() {
    for (long key = 0; key < keys; key++) {
      queue().add(random.nextInt(HORIZON_MILLIS), key);
    }
  }

  /** Empties the queue. */
  @Benchmark
  public void poll() {
    long last = 0;
    for (int i = 0; i < keys; i++) {
      long time = queue().poll();
      if (time < last) {
        throw new IllegalStateException("A timer of " + time + " came after one of " + last);
      }
      last = time;
    }
  }

  private TimerStore<Long> queue() {
    return Objects.requireNonNull(opened);
  }
}
