package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that keeps live objects only until they are written. */
class UncachedTest {

  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);
  private static final int KEYS = 20_000;

  @TempDir Path directory;

  @Test
  void objectsThatWereWritten_goWithTheNextAccesses_andAreReadAgain() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores =
            new Stores(directory, "state.backend.rocksdb.object-cache.enabled", "false");
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      ValueState<Long> state = store.state(VALUE);
      for (long key = 0; key < KEYS; key++) {
        stores.select(store, key);
        state.update(key);
      }
      RocksDbKeyedStore<?> own = (RocksDbKeyedStore<?>) store;
      assertThat(own.cachedBytes()).isGreaterThan(KEYS * 100L);
      Stores.incremental(store, 1, blobs);
      for (int round = 0; round < 2; round++) {
        for (long key = 0; key < KEYS; key++) {
          stores.select(store, key);
          assertThat(state.value()).isEqualTo(key);
        }
      }

      assertThat(own.cachedBytes()).isLessThan(100 << 10);
    }
  }
}
