package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.rocksdb.runs.LocalCopies;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a store that takes the place of a failed one gets its files from. */
class LocalCopiesTest {

  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);
  private static final int KEYS = 5_000;

  @TempDir Path directory;

  private final RecordedMetrics metrics = new RecordedMetrics();
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @Test
  void storeAfterAFailure_readsNoFileFromTheStorage() {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);

      assertThat(bytesReadBy(stores, snapshot)).isEqualTo(catalogBytes(snapshot));
      assertThat(taken()).isEqualTo(snapshot.blobs().size() - 1);
    }
  }

  @Test
  void storeThatFailsBeforeItsNextSnapshot_leavesItsFilesAgain() {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 2);
      restoreAndCheck(stores, snapshot);

      assertThat(bytesReadBy(stores, snapshot)).isEqualTo(catalogBytes(snapshot));
    }
  }

  @Test
  void damagedLocalFile_isReadFromTheStorage() throws IOException {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);
      byte[] bytes = Files.readAllBytes(copies().get(0));
      bytes[bytes.length / 2] ^= 1;
      Files.write(copies().get(0), bytes);

      assertThat(bytesReadBy(stores, snapshot)).isEqualTo(catalogBytes(snapshot) + bytes.length);
      assertThat(taken()).isEqualTo(snapshot.blobs().size() - 2);
      // It is not tried again, but what came from the storage is left behind as a good one.
      assertThat(bytesReadBy(stores, snapshot)).isEqualTo(catalogBytes(snapshot));
    }
  }

  @Test
  void localFileOfAnotherLength_isReadFromTheStorage() throws IOException {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);
      Files.write(copies().get(0), new byte[10]);

      restoreAndCheck(stores, snapshot);
      assertThat(taken()).isEqualTo(snapshot.blobs().size() - 2);
    }
  }

  @Test
  void missingLocalFiles_areReadFromTheStorage() throws IOException {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);
      for (Path copy : copies()) {
        Files.delete(copy);
      }

      assertThat(bytesReadBy(stores, snapshot)).isEqualTo(snapshot.totalBytes());
      assertThat(taken()).isZero();
    }
  }

  @Test
  void localBackupSwitchedOff_readsAllFromTheStorage() {
    try (Stores stores =
        new Stores(directory, metrics, "execution.checkpointing.local-backup.enabled", "false")) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);

      assertThat(directory.resolve("rocksdb/copies")).doesNotExist();
      assertThat(bytesReadBy(stores, snapshot)).isEqualTo(snapshot.totalBytes());
    }
  }

  @Test
  void rescaledStores_takeTheirSharesFromHere() {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);
      long before = blobs.bytesRead();
      long found = 0;
      for (int i = 0; i < 2; i++) {
        KeyGroupRange range = KeyGroups.rangeOf(i, 2, Stores.MAX_PARALLELISM);
        try (KeyedStore<Long> store = stores.restore(Serializers.LONG, range, blobs, snapshot)) {
          found += keys(stores, store);
        }
      }

      assertThat(found).isEqualTo(KEYS);
      assertThat(blobs.bytesRead() - before).isEqualTo(2 * catalogBytes(snapshot));
    }
  }

  @Test
  void olderSnapshot_isReadFromTheStorageWhereItsFilesAreGone() {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot older;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        older = change(stores, store, 1, KEYS);
        for (long id = 2; id < 5; id++) {
          change(stores, store, id, KEYS);
        }
      }

      restoreAndCheck(stores, older);
    }
  }

  @Test
  void discardedSnapshot_leavesNothing() throws IOException {
    try (Stores stores = new Stores(directory, metrics)) {
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        update(stores, store, 1, KEYS);
        Stores.snapshot(store, 1, Mode.INCREMENTAL, blobs);
        store.snapshotDiscarded(1);
      }

      assertThat(copies()).isEmpty();
    }
  }

  @Test
  void nextCompletedSnapshot_letsTheOlderFilesGo() throws IOException {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 3);
      assertThat(copies()).hasSize(snapshot.blobs().size() - 1);
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
        change(stores, store, 10, 10);

        assertThat(copies()).isEmpty();
      }
    }
  }

  @Test
  void storesThatFailOverAndOver_leaveWhatTheLastOneHad() throws IOException {
    try (Stores stores = new Stores(directory, metrics)) {
      StoreSnapshot snapshot = failAfterSnapshots(stores, 2);
      for (long id = 3; id < 6; id++) {
        try (KeyedStore<Long> store =
            stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
          update(stores, store, id, 10);
          Stores.snapshot(store, id, Mode.INCREMENTAL, blobs);
        }
      }

      // The files of the completed snapshot, and the run of the last pending one.
      assertThat(copies()).hasSize(snapshot.blobs().size());
    }
  }

  /** A store with several snapshots, of which the last is completed. */
  private StoreSnapshot failAfterSnapshots(Stores stores, int snapshots) {
    try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      StoreSnapshot last = change(stores, store, 1, KEYS);
      for (long id = 2; id <= snapshots; id++) {
        last = change(stores, store, id, KEYS / 10);
      }
      return last;
    }
  }

  private StoreSnapshot change(Stores stores, KeyedStore<Long> store, long id, int keys) {
    update(stores, store, id, keys);
    return Stores.incremental(store, id, blobs);
  }

  private static void update(Stores stores, KeyedStore<Long> store, long value, int keys) {
    for (long key = 0; key < keys; key++) {
      stores.select(store, key);
      store.state(VALUE).update(value);
    }
  }

  private long bytesReadBy(Stores stores, StoreSnapshot snapshot) {
    long before = blobs.bytesRead();
    restoreAndCheck(stores, snapshot);
    return blobs.bytesRead() - before;
  }

  private void restoreAndCheck(Stores stores, StoreSnapshot snapshot) {
    try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
      assertThat(keys(stores, store)).isEqualTo(KEYS);
    }
  }

  private static long keys(Stores stores, KeyedStore<Long> store) {
    ValueState<Long> state = store.state(VALUE);
    long found = 0;
    for (long key = 0; key < KEYS; key++) {
      if (stores.select(store, key) && state.value() != null) {
        found++;
      }
    }
    return found;
  }

  private long taken() {
    return metrics.count(LocalCopies.FILES_TAKEN);
  }

  private static long catalogBytes(StoreSnapshot snapshot) {
    return snapshot.blobs().get(0).blob().length();
  }

  private List<Path> copies() throws IOException {
    Path kept = directory.resolve("rocksdb/copies");
    if (!Files.exists(kept)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.sorted().toList();
    }
  }
}
