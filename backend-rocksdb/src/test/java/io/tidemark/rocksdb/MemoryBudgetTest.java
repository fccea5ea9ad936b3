package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many stores of many states, with four times as much data as memory, in a process whose heap is
 * fixed and touched at the start: what its resident memory grows by is native.
 */
class MemoryBudgetTest {

  private static final int STORES = 8;
  private static final int STATES = 4;
  private static final int KEYS = 1_000;
  private static final int VALUE_BYTES = 1_000;
  private static final long BUDGET = 8L << 20;
  private static final double OBJECT_RATIO = 0.5;

  /** What RocksDB takes beside its cache and memtables: threads, allocator, shared structures. */
  private static final long OVERHEAD = 32L << 20;

  /** What each database takes for itself. */
  private static final long OVERHEAD_A_STORE = 1L << 20;

  @TempDir Path directory;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
  void manyStoresAndStates_stayWithinBudgetAndStatedOverhead() throws Exception {
    try (ChildProcess child =
        ChildProcess.start(
            List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"),
            ManyStores.class,
            directory.toString())) {
      List<Long> found = new ArrayList<>();
      for (String word : child.awaitLine("measured").split(" ")) {
        if (!word.equals("measured")) {
          found.add(Long.valueOf(word));
        }
      }
      assertThat(child.exitCode()).isZero();
      long grown = found.get(0);
      long mostUsed = found.get(1);
      long leastUsed = found.get(2);
      assertThat(grown)
          .isLessThanOrEqualTo(
              (long) (BUDGET * (1 - OBJECT_RATIO)) + OVERHEAD + STORES * OVERHEAD_A_STORE);
      assertThat(mostUsed).isLessThanOrEqualTo(BUDGET + BUDGET / 20);
      assertThat(leastUsed).isLessThan(BUDGET / 4);
    }
  }

  /** Fills and reads stores, and prints how native memory grew and what the gauge showed. */
  static final class ManyStores {

    private ManyStores() {}

    public static void main(String[] arguments) throws IOException {
      RecordedMetrics metrics = new RecordedMetrics();
      long before = residentBytes();
      try (Stores stores =
          new Stores(
              Path.of(arguments[0]),
              metrics,
              "state.backend.rocksdb.memory.fixed-per-tm",
              BUDGET + " b",
              "state.backend.rocksdb.memory.object-cache-ratio",
              Double.toString(OBJECT_RATIO))) {
        long least = (long) metrics.gauge("rocksdb.memory.used");
        long most = 0;
        long resident = 0;
        List<KeyedStore<Long>> open = new ArrayList<>();
        for (int i = 0; i < STORES; i++) {
          open.add(stores.open(Serializers.LONG));
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 2 * STATES; round++) {
          StateDescriptor.OfValue<byte[]> state =
              StateDescriptor.value("state-" + round % STATES, Serializers.BYTES);
          for (KeyedStore<Long> store : open) {
            ValueState<byte[]> values = store.state(state);
            for (long key = 0; key < KEYS; key++) {
              stores.select(store, key);
              if (round < STATES) {
                byte[] value = new byte[VALUE_BYTES];
                random.nextBytes(value);
                values.update(value);
              } else if (values.value() == null) {
                throw new AssertionError("Key " + key + " is lost");
              }
            }
            most = Math.max(most, (long) metrics.gauge("rocksdb.memory.used"));
          }
          resident = Math.max(resident, residentBytes());
        }
        open.forEach(KeyedStore::close);
        System.out.println("measured " + (resident - before) + " " + most + " " + least);
      }
    }

    private static long residentBytes() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .sum();
    }
  }
}
