package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.ValueStore;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** How many bytes of the heap an entry takes, all in all. */
@BenchmarkMode(Mode.SingleShotTime)
public class FootprintBenchmark extends MeasuredPeer {

  /** The fact: bytes of the heap an entry. */
  public static final String ENTRY_BYTES = "entry-bytes";

  /** What is stored. */
  @Param("numbers")
  public String records = "";

  /** How many keys there are. */
  @Param("1000000")
  public int keys;

  private @Nullable ValueStore<?, ?> filled;

  @Override
  void load() {}

  /** Fills a store, and weighs it. */
  @Benchmark
  public void fill() {
    fill(Records.named(records));
  }

  private <K, V> void fill(Records<K, V> made) {
    long before = usedBytes();
    ValueStore<K, V> store = able(SupportsValues.class).values(made.keyType(), made.valueType());
    for (long key = 0; key < keys; key++) {
      store.put(made.key().apply(key), made.value().apply(key));
    }
    filled = store;
    note(ENTRY_BYTES, (usedBytes() - before) / (double) keys);
  }

  @Override
  void end() {
    if (filled != null) {
      filled.close();
      filled = null;
    }
  }

  @Override
  void unload() {}

  private static long usedBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      memory.gc();
      used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
