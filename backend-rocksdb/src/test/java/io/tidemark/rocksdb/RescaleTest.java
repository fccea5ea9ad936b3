package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.LocalFileBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a restore takes files over as they are, and the next snapshot builds on them. */
class RescaleTest {

  private static final StateDescriptor.OfValue<byte[]> VALUE =
      StateDescriptor.value("value", Serializers.BYTES);
  private static final int KEYS = 20_000;
  private static final int CHANGED = 200;
  private static final int ENTRY_BYTES = 108;

  @TempDir Path directory;

  private final RecordedMetrics metrics = new RecordedMetrics();
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({"1, 2", "2, 1", "2, 3", "3, 2"})
  void rescaledStores_insertNothingAgainAndGoOnIncrementally(int before, int after) {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    try (Stores stores = new Stores(directory, metrics)) {
      for (KeyedStore<Long> store : open(stores, before, List.of())) {
        change(stores, store, KEYS);
        snapshots.add(Stores.snapshot(store, 1, Mode.INCREMENTAL, blobs));
        store.close();
      }
    }
    try (Stores stores = new Stores(directory, metrics)) {
      List<KeyedStore<Long>> rescaled = open(stores, after, snapshots);
      assertThat(metrics.count(StoreOpening.ENTRIES_WRITTEN)).isZero();

      long added = 0;
      for (KeyedStore<Long> store : rescaled) {
        change(stores, store, CHANGED);
        added += Stores.incremental(store, 2, blobs).addedBytes();
        store.close();
      }
      // Each store's run and catalog have a fixed part of about a kilobyte.
      assertThat(added).isLessThanOrEqualTo((long) (1.2 * CHANGED * ENTRY_BYTES) + after * 1_500L);
    }
  }

  @Test
  void portableSnapshot_isInsertedEntryByEntryAndCounted() {
    try (Stores stores = new Stores(directory, metrics);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      change(stores, store, 500);
      StoreSnapshot savepoint = Stores.snapshot(store, 1, Mode.SAVEPOINT, blobs);

      stores.restore(Serializers.LONG, Stores.ALL, blobs, savepoint).close();

      assertThat(metrics.count(StoreOpening.ENTRIES_WRITTEN)).isEqualTo(500);
    }
  }

  @Test
  void newSubtask_readsItsShareAndAtMostOneFileMoreAtEachBorder() {
    try (Stores stores =
        new Stores(directory, "execution.checkpointing.local-backup.enabled", "false")) {
      StoreSnapshot whole;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        change(stores, store, KEYS * 4);
        whole = Stores.snapshot(store, 1, Mode.INCREMENTAL, blobs);
      }
      long before = blobs.bytesRead();
      stores
          .restore(Serializers.LONG, KeyGroups.rangeOf(1, 4, Stores.MAX_PARALLELISM), blobs, whole)
          .close();
      long largest =
          whole.blobs().stream().mapToLong(use -> use.blob().length()).max().orElseThrow();

      assertThat(blobs.bytesRead() - before)
          .isLessThanOrEqualTo(whole.totalBytes() / 4 + 2 * largest);
    }
  }

  @Test
  void restoreFromFilesOfThisMachine_linksThem(@TempDir Path storage) throws IOException {
    LocalFileBlobs files = new LocalFileBlobs(storage);
    try (Stores stores =
        new Stores(directory, "execution.checkpointing.local-backup.enabled", "false")) {
      StoreSnapshot snapshot;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        change(stores, store, KEYS);
        snapshot = Stores.snapshot(store, 1, Mode.INCREMENTAL, files);
      }
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, files, snapshot)) {
        assertThat(store.keyGroups()).isEqualTo(Stores.ALL);
        for (Path file : sortedFiles(storage)) {
          // The storage's name, the one for later snapshots, and the database's.
          assertThat((int) Files.getAttribute(file, "unix:nlink")).isEqualTo(3);
        }
      }
    }
  }

  private static List<Path> sortedFiles(Path storage) throws IOException {
    try (Stream<Path> all = Files.list(storage)) {
      List<Path> large = all.filter(path -> path.toFile().length() > 1_000).toList();
      assertThat(large).isNotEmpty();
      return large;
    }
  }

  private List<KeyedStore<Long>> open(
      Stores stores, int parallelism, List<StoreSnapshot> snapshots) {
    List<KeyedStore<Long>> open = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      open.add(
          stores.restore(
              Serializers.LONG,
              KeyGroups.rangeOf(i, parallelism, Stores.MAX_PARALLELISM),
              blobs,
              snapshots.toArray(new StoreSnapshot[0])));
    }
    return open;
  }

  private void change(Stores stores, KeyedStore<Long> store, int keys) {
    ValueState<byte[]> state = store.state(VALUE);
    for (long key = 0; key < keys; key++) {
      if (stores.select(store, key)) {
        byte[] value = new byte[100];
        random.nextBytes(value);
        state.update(value);
      }
    }
  }
}
