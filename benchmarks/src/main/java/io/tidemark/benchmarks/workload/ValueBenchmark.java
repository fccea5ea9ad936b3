package io.tidemark.benchmarks.workload;

import io.tidemark.benchmarks.peer.Capture;
import io.tidemark.benchmarks.peer.CaptureKind;
import io.tidemark.benchmarks.peer.Share;
import io.tidemark.benchmarks.peer.SnapshotStore;
import io.tidemark.benchmarks.peer.SupportsExpiry;
import io.tidemark.benchmarks.peer.SupportsFlush;
import io.tidemark.benchmarks.peer.SupportsSnapshots;
import io.tidemark.benchmarks.peer.SupportsValues;
import io.tidemark.benchmarks.peer.ValueStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;

/** How many values a second one thread reads, writes, and modifies. */
@BenchmarkMode(Mode.Throughput)
public class ValueBenchmark extends MeasuredPeer {

  /** What is stored. */
  @Param("numbers")
  public String records = "";

  /** How many keys there are. */
  @Param("500000")
  public int keys;

  /** How the keys are drawn that are used. */
  @Param("uniform")
  public String distribution = "";

  /**
   * Whether values expire; an hour after their last write, so that none does while it is measured.
   */
  @Param("false")
  public boolean expiring;

  /** Whether a snapshot is taken at the beginning of each iteration and held until its end. */
  @Param("false")
  public boolean held;

  /**
   * Whether all entries rest in the peer's files, and none in a write buffer, when an iteration
   * begins: after a snapshot, or a flush where there are none.
   */
  @Param("false")
  public boolean resting;

  private @Nullable Access<?, ?> access;
  private @Nullable Capture capture;

  @Override
  void load() {
    access = Access.load(this, Records.named(records));
  }

  @Override
  void prepare() {
    if (resting) {
      Objects.requireNonNull(access).rest(this);
    }
  }

  @Override
  void begin() {
    if (held) {
      capture = Objects.requireNonNull(access).capture();
    }
  }

  @Override
  void end() {
    if (capture != null) {
      capture.close();
      capture = null;
    }
  }

  @Override
  void unload() {
    if (access != null) {
      access.store.close();
    }
  }

  /** Reads a value. */
  @Benchmark
  public @Nullable Object get() {
    return Objects.requireNonNull(access).get();
  }

  /** Writes a value without reading. */
  @Benchmark
  public void update() {
    Objects.requireNonNull(access).update();
  }

  /** Reads a value, changes it and writes it. */
  @Benchmark
  public void readModifyWrite() {
    Objects.requireNonNull(access).modify();
  }

  private static final class Access<K, V> {

    private final Records<K, V> records;
    private final ValueStore<K, V> store;
    private final KeySequence sequence;
    private long tick;

    private Access(Records<K, V> records, ValueStore<K, V> store, KeySequence sequence) {
      this.records = records;
      this.store = store;
      this.sequence = sequence;
    }

    static <K, V> Access<K, V> load(ValueBenchmark settings, Records<K, V> records) {
      ValueStore<K, V> store = open(settings, records);
      for (long key = 0; key < settings.keys; key++) {
        store.put(records.key().apply(key), records.value().apply(key));
      }
      return new Access<>(records, store, KeySequence.of(settings.distribution, settings.keys));
    }

    private static <K, V> ValueStore<K, V> open(ValueBenchmark settings, Records<K, V> records) {
      if (settings.held || settings.resting && settings.isAble(SupportsSnapshots.class)) {
        return settings
            .able(SupportsSnapshots.class)
            .open(records.keyType(), records.valueType(), Share.ALL, null);
      }
      if (settings.expiring) {
        return settings
            .able(SupportsExpiry.class)
            .expiringValues(records.keyType(), records.valueType(), Duration.ofHours(1));
      }
      return settings.able(SupportsValues.class).values(records.keyType(), records.valueType());
    }

    void rest(ValueBenchmark settings) {
      if (settings.isAble(SupportsFlush.class)) {
        settings.able(SupportsFlush.class).flush(store);
        return;
      }
      SupportsSnapshots snapshots = settings.able(SupportsSnapshots.class);
      try (Capture taken = ((SnapshotStore<K, V>) store).capture(CaptureKind.INCREMENTAL)) {
        snapshots.retainOnly(snapshots.write(List.of(taken)));
      }
    }

    Capture capture() {
      return ((SnapshotStore<K, V>) store).capture(CaptureKind.FULL);
    }

    @Nullable V get() {
      return store.get(records.key().apply(sequence.next()));
    }

    void update() {
      store.put(records.key().apply(sequence.next()), records.value().apply(tick++));
    }

    void modify() {
      store.modify(records.key().apply(sequence.next()), records.change());
    }
  }
}
