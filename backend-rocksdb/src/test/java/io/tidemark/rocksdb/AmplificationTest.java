package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What incremental snapshots upload. The number of keys is 100,000, or what {@code
 * -Damplification.keys=1000000} says.
 */
class AmplificationTest {

  private static final int KEYS = Integer.getInteger("amplification.keys", 100_000);
  private static final String FULL =
      "a run of 100 entries is mostly a file's fixed part: -Damplification.keys=1000000";
  private static final int VALUE_BYTES = 100;
  private static final long ENTRY_BYTES = 8 + VALUE_BYTES;

  @TempDir Path directory;

  @Test
  void thirtySnapshotsOfOnePercent_uploadLittleMoreThanTheChange() {
    assertThat(run(30, KEYS / 100).amplification()).isLessThanOrEqualTo(1.2);
  }

  @Test
  @EnabledIfSystemProperty(named = "amplification.keys", matches = "1000000", disabledReason = FULL)
  void thirtySnapshotsOfOnePerMille_uploadLittleMoreThanTheChange() {
    assertThat(run(30, KEYS / 1000).amplification()).isLessThanOrEqualTo(1.2);
  }

  @Test
  void manySnapshotsOfOnePercent_foldAtABoundedPrice() {
    Result result = run(150, KEYS / 100);

    assertThat(result.amplification()).isLessThanOrEqualTo(2.5);
    assertThat(result.largestChain()).isLessThanOrEqualTo(2.0);
  }

  @Test
  @EnabledIfSystemProperty(named = "amplification.keys", matches = "1000000", disabledReason = FULL)
  void manySnapshotsOfOnePerMille_foldAtABoundedPrice() {
    Result result = run(1500, KEYS / 1000);

    assertThat(result.amplification()).isLessThanOrEqualTo(2.5);
    assertThat(result.largestChain()).isLessThanOrEqualTo(2.0);
  }

  @Test
  void twoRuns_uploadTheSameBytes() {
    assertThat(run(25, KEYS / 100).added()).isEqualTo(run(25, KEYS / 100).added());
  }

  private record Result(List<Long> added, double amplification, double largestChain) {}

  private Result run(int snapshots, int changes) {
    SplittableRandom random = new SplittableRandom(42);
    List<Long> added = new ArrayList<>();
    double largestChain = 0;
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      ValueState<byte[]> state = store.state(StateDescriptor.value("value", Serializers.BYTES));
      for (long key = 0; key < KEYS; key++) {
        stores.select(store, key);
        state.update(value(random));
      }
      Stores.snapshot(store, 1, Mode.FULL, blobs);
      store.snapshotCompleted(1);
      for (int i = 0; i < snapshots; i++) {
        for (int j = 0; j < changes; j++) {
          stores.select(store, (long) random.nextInt(KEYS));
          state.update(value(random));
        }
        StoreSnapshot snapshot = Stores.incremental(store, i + 2, blobs);
        added.add(snapshot.addedBytes());
        largestChain =
            Math.max(largestChain, (double) snapshot.totalBytes() / (KEYS * ENTRY_BYTES));
      }
    }
    long uploaded = added.stream().mapToLong(Long::longValue).sum();
    Result result =
        new Result(added, uploaded / ((double) snapshots * changes * ENTRY_BYTES), largestChain);
    if (KEYS > 100_000) {
      System.out.printf(
          "%d snapshots of %d changes of %d keys: uploaded %.3f x the change, largest chain %.3f x"
              + " the live data%n",
          snapshots, changes, KEYS, result.amplification(), result.largestChain());
    }
    return result;
  }

  private static byte[] value(SplittableRandom random) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    return value;
  }
}
