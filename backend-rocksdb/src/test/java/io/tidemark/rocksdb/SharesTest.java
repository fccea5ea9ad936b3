package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores come and go, and the memory of each follows. */
class SharesTest {

  private static final StateDescriptor.OfValue<byte[]> VALUE =
      StateDescriptor.value("value", Serializers.BYTES);
  private static final long BUDGET = 16L << 20;
  private static final int KEYS = 10_000;
  private static final int VALUE_BYTES = 1_000;

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private int snapshots;

  @Test
  void storeThatHasAllItReads_makesRoomForThoseThatComeLater_whenItIsPhotographed() {
    try (Stores stores =
        new Stores(
            directory,
            "state.backend.rocksdb.memory.fixed-per-tm",
            BUDGET + " b",
            "state.backend.rocksdb.memory.object-cache-ratio",
            "0.5")) {
      RocksDbKeyedStore<Long> first = filled(stores);
      assertThat(first.cachedBytes()).isGreaterThan(BUDGET / 4);
      List<KeyedStore<Long>> later = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        later.add(stores.open(Serializers.LONG));
      }
      long hot = KEYS - 100;
      for (int i = 0; i < 3; i++) {
        read(stores, first, hot);
        Stores.incremental(first, ++snapshots, blobs);
      }
      assertThat(first.cachedBytes()).isLessThanOrEqualTo(BUDGET / 16 + BUDGET / 100);

      later.forEach(KeyedStore::close);
      read(stores, first, 0);
      assertThat(first.cachedBytes()).as("it has all of it again").isGreaterThan(BUDGET / 4);
      first.close();
    }
  }

  private RocksDbKeyedStore<Long> filled(Stores stores) {
    RocksDbKeyedStore<Long> store = (RocksDbKeyedStore<Long>) stores.open(Serializers.LONG);
    ValueState<byte[]> state = store.state(VALUE);
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      state.update(new byte[VALUE_BYTES]);
    }
    Stores.incremental(store, ++snapshots, blobs);
    read(stores, store, 0);
    return store;
  }

  private static void read(Stores stores, RocksDbKeyedStore<Long> store, long from) {
    ValueState<byte[]> state = store.state(VALUE);
    for (long key = from; key < KEYS; key++) {
      stores.select(store, key);
      assertThat(state.value()).hasSize(VALUE_BYTES);
    }
  }
}
