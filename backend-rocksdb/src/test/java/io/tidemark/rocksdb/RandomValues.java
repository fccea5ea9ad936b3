package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Values of 100 bytes that cannot be compressed, and which of them each key was given last. */
final class RandomValues {

  /** What an entry takes: the key and the value. */
  static final long ENTRY_BYTES = 108;

  private static final StateDescriptor.OfValue<byte[]> STATE =
      StateDescriptor.value("value", Serializers.BYTES);

  private final SplittableRandom random;
  private final TreeMap<Long, byte[]> last = new TreeMap<>();

  RandomValues(SplittableRandom random) {
    this.random = random;
  }

  /** Gives each key from {@code from} on, and before {@code to}, another value. */
  void change(Stores stores, KeyedStore<Long> store, long from, long to) {
    ValueState<byte[]> state = store.state(STATE);
    for (long key = from; key < to; key++) {
      stores.select(store, key);
      byte[] value = new byte[100];
      random.nextBytes(value);
      state.update(value);
      last.put(key, value);
    }
  }

  /** Checks that a store which is restored from the snapshot has the last value of every key. */
  void requireIn(StoreSnapshot snapshot, Stores stores, BlobSource blobs) {
    try (KeyedStore<Long> restored =
        stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
      requireIn(restored, stores);
    }
  }

  /** Checks that a store has the last value of every key. */
  void requireIn(KeyedStore<Long> store, Stores stores) {
    ValueState<byte[]> state = store.state(STATE);
    last.forEach(
        (key, value) -> {
          stores.select(store, key);
          assertThat(state.value()).as("value of %s", key).isEqualTo(value);
        });
  }
}
