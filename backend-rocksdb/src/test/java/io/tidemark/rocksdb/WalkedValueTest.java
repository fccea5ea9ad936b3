package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.leaks.NativeObjects;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreRestore;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksIterator;

/** That a walk over keys gives the reads beside it what it met, and never anything outdated. */
class WalkedValueTest {

  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);
  private static final StateDescriptor.OfList<Long> LIST =
      StateDescriptor.list("list", Serializers.LONG);
  private static final StateDescriptor.OfValue<List<Long>> MUTABLE =
      StateDescriptor.value("mutable", Serializers.list(Serializers.LONG));

  /** A few key groups, so that a batch of a walk has many keys. */
  private static final KeyGroupRange FEW = KeyGroupRange.of(0, 3);

  private static final int NUMBERS = 400_000;

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final RecordedMetrics metrics = new RecordedMetrics();
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<Long> keys = new ArrayList<>();
  private final Map<Long, Long> expected = new HashMap<>();
  private int snapshotId;

  @Test
  void readOfAWalkedKey_asksTheDatabaseForNothingMore_andKeepsNoObject() {
    try (Stores stores = stores("true");
        KeyedStore<Long> store = filled(stores)) {
      Stores.incremental(store, ++snapshotId, blobs);
      RocksDbKeyedStore<?> own = (RocksDbKeyedStore<?>) store;
      own.cache().clear();
      long iterators = NativeObjects.made(RocksIterator.class);
      walk(store, key -> {});
      long ofTheWalk = NativeObjects.made(RocksIterator.class) - iterators;
      double keysRead = metrics.gauge("rocksdb.number-keys-read");

      iterators = NativeObjects.made(RocksIterator.class);
      walk(store, key -> assertRead(stores, store, key));

      assertThat(NativeObjects.made(RocksIterator.class) - iterators).isEqualTo(ofTheWalk);
      assertThat(metrics.gauge("rocksdb.number-keys-read")).isEqualTo(keysRead);
      assertThat(own.cachedBytes()).isZero();
    }
  }

  @Test
  void changesThatAreWrittenDuringAWalk_areRead() {
    try (Stores stores = stores("false");
        KeyedStore<Long> store = filled(stores)) {
      Stores.incremental(store, ++snapshotId, blobs);
      for (int round = 0; round < 3; round++) {
        int[] passed = {0};
        walk(
            store,
            key -> {
              assertRead(stores, store, key);
              if (random.nextInt(3) == 0) {
                change(stores, store, keys.get(random.nextInt(keys.size())));
                change(stores, store, key);
                assertRead(stores, store, key);
              }
              if (++passed[0] % 700 == 0) {
                Stores.incremental(store, ++snapshotId, blobs);
                evict(stores, store);
              }
            });
      }
      keys.forEach(key -> assertRead(stores, store, key));
    }
  }

  @Test
  void listsAppendedToDuringAWalk_areWhole() {
    try (Stores stores = stores("false");
        KeyedStore<Long> store = stores.open(Serializers.LONG, FEW, StoreRestore.none())) {
      ListState<Long> list = store.state(LIST);
      Map<Long, List<Long>> lists = new HashMap<>();
      for (long key = 0; key < NUMBERS / 10; key++) {
        if (stores.select(store, key)) {
          keys.add(key);
          list.add(key);
          lists.put(key, new ArrayList<>(List.of(key)));
        }
      }
      Stores.incremental(store, ++snapshotId, blobs);
      try (Stream<Long> walked = store.keys(LIST.name(), NoNamespace.INSTANCE)) {
        int passed = 0;
        for (Iterator<Long> i = walked.iterator(); i.hasNext(); ) {
          long key = i.next();
          stores.select(store, key);
          if (random.nextBoolean()) {
            list.add(-1L);
            lists.get(key).add(-1L);
          }
          assertThat(list.get()).isEqualTo(lists.get(key));
          long other = keys.get(random.nextInt(keys.size()));
          stores.select(store, other);
          list.add(-2L);
          lists.get(other).add(-2L);
          if (++passed % 200 == 0) {
            Stores.incremental(store, ++snapshotId, blobs);
          }
        }
      }
    }
  }

  @Test
  void walkedValueThatIsChangedInPlaceAndUpdated_isKept() {
    try (Stores stores = stores("true");
        KeyedStore<Long> store = stores.open(Serializers.LONG, FEW, StoreRestore.none())) {
      ValueState<List<Long>> state = store.state(MUTABLE);
      for (long key = 0; key < 1_000; key++) {
        if (stores.select(store, key)) {
          state.update(List.of(key));
        }
      }
      Stores.incremental(store, ++snapshotId, blobs);
      ((RocksDbKeyedStore<?>) store).cache().clear();
      walk(
          store,
          MUTABLE.name(),
          key -> {
            stores.select(store, key);
            List<Long> value = state.value();
            value.add(1L);
            state.update(value);
          });

      walk(
          store,
          MUTABLE.name(),
          key -> {
            stores.select(store, key);
            assertThat(state.value()).isEqualTo(List.of(key, 1L));
          });
    }
  }

  @Test
  void walkedValueThatExpires_livesOnFromItsRead_andIsChangedOnce() {
    StateDescriptor.OfValue<Long> expiring =
        VALUE.expiring(TimeToLive.onReadAndWrite(Duration.ofMinutes(1)));
    try (Stores stores = stores("true");
        KeyedStore<Long> store = stores.open(Serializers.LONG, FEW, StoreRestore.none())) {
      ValueState<Long> state = store.state(expiring);
      for (long key = 0; key < 1_000; key++) {
        if (stores.select(store, key)) {
          state.update(key);
          keys.add(key);
        }
      }
      for (int round = 0; round < 3; round++) {
        Stores.incremental(store, ++snapshotId, blobs);
        ((RocksDbKeyedStore<?>) store).cache().clear();
        stores.advance(Duration.ofSeconds(40).toMillis());
        List<Long> walked = new ArrayList<>();
        walk(
            store,
            key -> {
              stores.select(store, key);
              assertThat(state.value()).isEqualTo(key);
              state.update(state.value());
              walked.add(key);
            });
        assertThat(walked).containsExactlyInAnyOrderElementsOf(keys);
      }
    }
  }

  private Stores stores(String keepClean) {
    return new Stores(
        directory,
        metrics,
        "state.backend.rocksdb.metrics.statistics",
        "true",
        "state.backend.rocksdb.object-cache.enabled",
        keepClean);
  }

  private KeyedStore<Long> filled(Stores stores) {
    KeyedStore<Long> store = stores.open(Serializers.LONG, FEW, StoreRestore.none());
    ValueState<Long> state = store.state(VALUE);
    for (long key = 0; key < NUMBERS; key++) {
      if (stores.select(store, key)) {
        state.update(-key);
        keys.add(key);
        expected.put(key, -key);
      }
    }
    return store;
  }

  private interface Visit {
    void at(long key);
  }

  private static void walk(KeyedStore<Long> store, Visit visit) {
    walk(store, VALUE.name(), visit);
  }

  private static void walk(KeyedStore<Long> store, String state, Visit visit) {
    try (Stream<Long> walked = store.keys(state, NoNamespace.INSTANCE)) {
      walked.forEach(visit::at);
    }
  }

  private void change(Stores stores, KeyedStore<Long> store, long key) {
    Long value = random.nextInt(3) == 0 ? null : random.nextLong();
    stores.select(store, key);
    store.state(VALUE).update(value);
    expected.put(key, value);
  }

  /** Reads others until what was written is no longer kept as objects. */
  private void evict(Stores stores, KeyedStore<Long> store) {
    RocksDbKeyedStore<?> own = (RocksDbKeyedStore<?>) store;
    for (int i = 0; own.cachedBytes() > 100 << 10; i++) {
      assertRead(stores, store, keys.get(i % keys.size()));
    }
  }

  private void assertRead(Stores stores, KeyedStore<Long> store, long key) {
    stores.select(store, key);
    assertThat(store.state(VALUE).value()).isEqualTo(expected.get(key));
  }
}
