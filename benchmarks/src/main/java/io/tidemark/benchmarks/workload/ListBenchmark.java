package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.DataType;
import io.tidemark.benchmarks.peer.ListStore;
import io.tidemark.benchmarks.peer.SupportsLists;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/**
 * How many elements a second one thread appends to lists, and how many lists it reads. Lists that
 * are appended to begin empty in every iteration, so that those of a fast peer do not become
 * longer, iteration by iteration, than those of a slow one.
 */
@BenchmarkMode(Mode.Throughput)
public class ListBenchmark extends MeasuredPeer {

  private static final int ELEMENTS_THAT_ARE_READ = 10;

  /** How many lists there are. */
  @Param("500000")
  public int keys;

  /** Whether the lists have elements to read. */
  @Param("false")
  public boolean filled;

  private @Nullable ListStore<Long> opened;
  private @Nullable KeySequence drawn;
  private long tick;

  @Override
  void load() {
    drawn = KeySequence.of("uniform", keys);
    if (filled) {
      open();
      for (int element = 0; element < ELEMENTS_THAT_ARE_READ; element++) {
        for (long key = 0; key < keys; key++) {
          lists().add(key, (long) element);
        }
      }
    }
  }

  @Override
  void prepare() {
    if (!filled) {
      unload();
      open();
    }
  }

  private void open() {
    opened = able(SupportsLists.class).lists(DataType.LONG);
  }

  @Override
  void unload() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }

  /** Appends an element. */
  @Benchmark
  public void add() {
    lists().add(drawn().next(), tick++);
  }

  /** Reads a list. */
  @Benchmark
  public long get() {
    return lists().sum(drawn().next());
  }

  private ListStore<Long> lists() {
    return Objects.requireNonNull(opened);
  }

  private KeySequence drawn() {
    return Objects.requireNonNull(drawn);
  }
}
