package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.leaks.NativeObjects;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksIterator;

/** That what is read in order is read from cursors, and is always what it should be. */
class SequentialReadsTest {

  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);

  /** A few key groups, so that there is a cursor for each even with little memory. */
  private static final KeyGroupRange FEW = KeyGroupRange.of(0, 7);

  private static final int NUMBERS = 640_000;

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final SplittableRandom random = new SplittableRandom(5);
  private final List<Long> keys = new ArrayList<>();
  private final Map<Long, Long> expected = new HashMap<>();

  @Test
  void keysInOrder_areReadFromOneCursorAKeyGroup() {
    try (Stores stores = stores("256 mb");
        KeyedStore<Long> store = restored(stores)) {
      long before = NativeObjects.made(RocksIterator.class);
      keys.forEach(key -> assertRead(stores, store, key));

      assertThat(NativeObjects.made(RocksIterator.class) - before).isEqualTo(FEW.size());
    }
  }

  @Test
  void keysInNoOrder_areReadWithHardlyAnyCursor() {
    try (Stores stores = stores("256 mb");
        KeyedStore<Long> store = restored(stores)) {
      Collections.shuffle(keys, new Random(5));
      long before = NativeObjects.made(RocksIterator.class);
      keys.forEach(key -> assertRead(stores, store, key));

      assertThat(NativeObjects.made(RocksIterator.class) - before).isLessThan(keys.size() / 100);
    }
  }

  @Test
  void littleMemory_hasFewCursors() {
    try (Stores stores = stores("4 mb");
        KeyedStore<Long> store = restored(stores)) {
      long before = NativeObjects.made(RocksIterator.class);
      keys.forEach(key -> assertRead(stores, store, key));

      assertThat(NativeObjects.made(RocksIterator.class) - before).isBetween(1L, 2L);
    }
  }

  @Test
  void changesBetweenReadsInOrder_areSeen() {
    try (Stores stores = stores("4 mb");
        KeyedStore<Long> store = restored(stores)) {
      long before = NativeObjects.made(RocksIterator.class);
      int snapshotId = 2;
      for (int round = 0; round < 2; round++) {
        for (long key : keys) {
          assertRead(stores, store, key);
          if (random.nextInt(7) == 0) {
            change(stores, store, keys.get(random.nextInt(keys.size())));
          }
          if (random.nextInt(5_000) == 0) {
            Stores.incremental(store, snapshotId++, blobs);
          }
        }
      }
      assertThat(NativeObjects.made(RocksIterator.class)).isGreaterThan(before);
    }
  }

  private void change(Stores stores, KeyedStore<Long> store, long key) {
    Long value = random.nextInt(3) == 0 ? null : random.nextLong();
    stores.select(store, key);
    store.state(VALUE).update(value);
    expected.put(key, value);
  }

  /** Without a cache of clean objects, so that what is written is read from RocksDB again. */
  private Stores stores(String memory) {
    return new Stores(
        directory,
        "state.backend.rocksdb.object-cache.enabled",
        "false",
        "state.backend.rocksdb.memory.fixed-per-tm",
        memory);
  }

  private KeyedStore<Long> restored(Stores stores) {
    StoreSnapshot snapshot;
    try (KeyedStore<Long> store = stores.open(Serializers.LONG, FEW, StoreRestore.none())) {
      ValueState<Long> state = store.state(VALUE);
      for (long key = 0; key < NUMBERS; key++) {
        if (stores.select(store, key)) {
          state.update(-key);
          keys.add(key);
          expected.put(key, -key);
        }
      }
      snapshot = Stores.incremental(store, 1, blobs);
    }
    return stores.restore(Serializers.LONG, FEW, blobs, snapshot);
  }

  private void assertRead(Stores stores, KeyedStore<Long> store, long key) {
    stores.select(store, key);
    assertThat(store.state(VALUE).value()).isEqualTo(expected.get(key));
  }
}
