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

/** How many timers a second one thread takes from a queue, with one added for each. */
@BenchmarkMode(Mode.Throughput)
public class TimerBenchmark extends MeasuredPeer {

  private static final int HORIZON_MILLIS = 3_600_000;

  /** How many timers are in the queue. */
  @Param("500000")
  public int keys;

  private final SplittableRandom random = new SplittableRandom(1);
  private @Nullable TimerStore<Long> opened;
  private long tick;

  @Override
  void load() {
    opened = able(SupportsTimers.class).timers(DataType.LONG);
    for (long key = 0; key < keys; key++) {
      queue().add(random.nextInt(HORIZON_MILLIS), key);
    }
  }

  @Override
  void unload() {
    queue().close();
  }

  /** Takes the earliest timer, and adds one that is due up to an hour later. */
  @Benchmark
  public void pollAndAdd() {
    long time = queue().poll();
    queue().add(time + 1 + random.nextInt(HORIZON_MILLIS), keys + tick++);
  }

  private TimerStore<Long> queue() {
    return Objects.requireNonNull(opened);
  }
}
