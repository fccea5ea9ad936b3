package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.MapStore;
import io.tidemark.benchmarks.peer.SupportsMaps;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How many entries of maps a second one thread reads and writes, and how many maps it walks over.
 */
@BenchmarkMode(Mode.Throughput)
public class MapBenchmark extends MeasuredPeer {

  /** How many entries all maps have together. */
  @Param("500000")
  public int entries;

  /** How many entries a map has. */
  @Param("10")
  public int entriesOfMap;

  private @Nullable MapStore<Long> loaded;
  private @Nullable KeySequence drawn;
  private long tick;

  @Override
  void load() {
    MapStore<Long> maps = able(SupportsMaps.class).maps(DataType.LONG);
    for (long entry = 0; entry < entries; entry++) {
      maps.put(entry / entriesOfMap, entry % entriesOfMap, entry);
    }
    loaded = maps;
    drawn = KeySequence.of("uniform", entries);
  }

  @Override
  void unload() {
    if (loaded != null) {
      loaded.close();
    }
  }

  /** Reads an entry. */
  @Benchmark
  public @Nullable Object get() {
    long entry = drawn().next();
    return maps().get(entry / entriesOfMap, entry % entriesOfMap);
  }

  /** Writes an entry. */
  @Benchmark
  public void put() {
    long entry = drawn().next();
    maps().put(entry / entriesOfMap, entry % entriesOfMap, tick++);
  }

  /** Walks over a map. */
  @Benchmark
  public long iterate() {
    return maps().sum(drawn().next() / entriesOfMap);
  }

  private MapStore<Long> maps() {
    return Objects.requireNonNull(loaded);
  }

  private KeySequence drawn() {
    return Objects.requireNonNull(drawn);
  }
}
