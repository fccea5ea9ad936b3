package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the snapshots of a store that is being filled write. */
class FirstSnapshotTest {

  private static final int KEYS = 60_000;
  private static final long ALL_BYTES = KEYS * RandomValues.ENTRY_BYTES;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(3);
  private final RandomValues values = new RandomValues(random);
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @Test
  void storeThatWasFilledOnce_namesItsRunsAsTheyAre() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      StoreSnapshot first = Stores.incremental(store, 1, blobs);

      // A fold would make one file of each key group; several runs speak for the first of them.
      assertThat(first.blobs())
          .filteredOn(use -> use.keyGroups().contains(0))
          .hasSizeGreaterThan(3);
      assertThat(first.addedBytes()).isLessThan(ALL_BYTES * 11 / 10);
      values.requireIn(first, stores, blobs);
    }
  }

  @Test
  void runThatBeginsAChain_isFewFiles_forARestoreAsksForEach() {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, 5 * KEYS);
      StoreSnapshot first = Stores.incremental(store, 1, blobs);

      // With the catalog.
      assertThat(first.blobs()).hasSize(1 + 4);
      values.requireIn(first, stores, blobs);
    }
  }

  @Test
  void storeWhoseKeysWereOverwritten_isFoldedAtFirst() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      for (int i = 0; i < 3; i++) {
        values.change(stores, store, 0, KEYS);
      }
      StoreSnapshot first = Stores.incremental(store, 1, blobs);

      assertThat(first.addedBytes()).isLessThan(ALL_BYTES * 11 / 10);
      values.requireIn(first, stores, blobs);
    }
  }

  @Test
  void snapshotsWhileAStoreIsFilled_writeEachEntryOnce() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      StoreSnapshot last = Stores.incremental(store, 1, blobs);
      long added = last.addedBytes();
      int id = 2;
      for (int from = 0, step = 100; from < KEYS; from += step, step *= 3) {
        values.change(stores, store, from, Math.min(KEYS, from + step));
        last = Stores.incremental(store, id++, blobs);
        added += last.addedBytes();
      }

      assertThat(added).isLessThan(ALL_BYTES * 12 / 10);
      values.requireIn(last, stores, blobs);
    }
  }

  @Test
  void snapshotAfterADiscardedFirst_isWhole() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS / 2);
      Stores.snapshot(store, 1, Mode.INCREMENTAL, blobs);
      store.snapshotDiscarded(1);
      values.change(stores, store, KEYS / 2, KEYS);
      StoreSnapshot second = Stores.incremental(store, 2, blobs);

      assertThat(second.blobs()).allMatch(BlobUse::added);
      values.requireIn(second, stores, blobs);
    }
  }

  @Test
  void changesAfterTheFirst_foldPieceByPiece() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      StoreSnapshot last = Stores.incremental(store, 1, blobs);
      for (int i = 0; i < 25; i++) {
        int from = random.nextInt(KEYS * 9 / 10);
        values.change(stores, store, from, from + KEYS / 10);
        last = Stores.incremental(store, i + 2, blobs);

        assertThat(last.totalBytes()).isLessThan(2 * ALL_BYTES);
      }
      values.requireIn(last, stores, blobs);
    }
  }

  /** With little memory, so that there are several runs. */
  private Stores stores() {
    return new Stores(directory, "state.backend.rocksdb.memory.fixed-per-tm", "8 mb");
  }
}
