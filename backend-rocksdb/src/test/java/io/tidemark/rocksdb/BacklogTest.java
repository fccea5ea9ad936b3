package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of changes that captures froze whose snapshots are never written. */
class BacklogTest {

  private static final int KEYS = 500;
  private static final int CAPTURES = 100;

  @TempDir Path directory;

  @Test
  void capturesThatNobodyWrites_doNotPileUp() {
    try (Stores stores = new Stores(directory, "state.backend.rocksdb.memory.fixed-per-tm", "4mb");
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      RandomValues values = new RandomValues(new SplittableRandom(3));
      for (int round = 0; round < CAPTURES; round++) {
        values.change(stores, store, 0, KEYS);
        store.capture(new CaptureRequest(round + 1, Mode.INCREMENTAL)).close();
      }

      Generations generations = ((RocksDbKeyedStore<Long>) store).cache().generations();
      assertThat(generations.written()).isGreaterThan(CAPTURES / 2);
      values.requireIn(store, stores);
    }
  }
}
