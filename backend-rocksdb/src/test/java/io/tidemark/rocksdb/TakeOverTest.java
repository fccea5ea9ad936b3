package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the database takes over the runs of snapshots, and what happens until then. */
class TakeOverTest {

  private static final int KEYS = 2_000;

  @TempDir Path directory;

  private final RandomValues values = new RandomValues(new SplittableRandom(5));
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @ParameterizedTest
  @EnumSource(names = {"INCREMENTAL", "FULL"})
  void databaseTakesARunOver_whenTheCaptureIsClosed(Mode mode) {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      StoreCapture capture = store.capture(new CaptureRequest(1, mode));
      StoreSnapshot snapshot = capture.write(blobs);
      long before = runsInDatabase(store);
      capture.close();

      assertThat(before).isZero();
      assertThat(runsInDatabase(store)).isEqualTo(1);
      values.requireIn(store, stores);
      values.requireIn(snapshot, stores, blobs);
    }
  }

  @Test
  void savepoint_readsTheDatabase_whichHasAllBefore() {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      try (StoreCapture capture = store.capture(new CaptureRequest(1, Mode.SAVEPOINT))) {
        StoreSnapshot snapshot = capture.write(blobs);

        assertThat(runsInDatabase(store)).isEqualTo(1);
        values.requireIn(snapshot, stores, blobs);
      }
    }
  }

  @Test
  void nextSnapshot_buildsOnRunsThatTheDatabaseDoesNotHave() {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      Stores.incremental(store, 1, blobs);
      values.change(stores, store, 0, KEYS);
      try (StoreCapture first = store.capture(new CaptureRequest(2, Mode.INCREMENTAL))) {
        first.write(blobs);
        values.change(stores, store, KEYS / 2, KEYS * 2);
        StoreSnapshot second = Stores.snapshot(store, 3, Mode.INCREMENTAL, blobs);

        assertThat(runsInDatabase(store)).as("taken over by the second").isEqualTo(2);
        values.requireIn(second, stores, blobs);
        values.requireIn(store, stores);
      }
    }
  }

  @Test
  void discardedSnapshot_isWholeInTheNext_alsoIfItsCaptureIsOpen() {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      Stores.incremental(store, 1, blobs);
      values.change(stores, store, 0, KEYS);
      try (StoreCapture discarded = store.capture(new CaptureRequest(2, Mode.INCREMENTAL))) {
        discarded.write(blobs);
        store.snapshotDiscarded(2);
        values.change(stores, store, 0, 10);
        StoreSnapshot next = Stores.incremental(store, 3, blobs);

        assertThat(next.addedBytes()).isGreaterThan(KEYS * RandomValues.ENTRY_BYTES);
        values.requireIn(next, stores, blobs);
      }
    }
  }

  @Test
  void captureThatOutlivesItsStore_takesNothingOver() {
    try (Stores stores = new Stores(directory)) {
      KeyedStore<Long> store = stores.open(Serializers.LONG);
      values.change(stores, store, 0, KEYS);
      StoreCapture capture = store.capture(new CaptureRequest(1, Mode.INCREMENTAL));
      StoreSnapshot snapshot = capture.write(blobs);
      store.close();
      capture.close();

      values.requireIn(snapshot, stores, blobs);
    }
  }

  @Test
  void runThatCannotBeTakenOver_staysReadable_isToldByWhoNeedsIt_andTriedAgain()
      throws IOException {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      Path obstacle = Files.createDirectories(database().resolve("in-0-0-1.sst").resolve("full"));
      StoreSnapshot snapshot = Stores.incremental(store, 1, blobs);

      assertThat(runsInDatabase(store)).isZero();
      values.requireIn(snapshot, stores, blobs);
      values.requireIn(store, stores);
      try (StoreCapture savepoint = store.capture(new CaptureRequest(2, Mode.SAVEPOINT))) {
        assertThatThrownBy(() -> savepoint.write(blobs))
            .isInstanceOf(StateBackendException.class)
            .hasMessageContaining("in-0-0-1.sst");
      }

      Files.delete(obstacle);
      values.change(stores, store, 0, 10);
      StoreSnapshot next = Stores.incremental(store, 3, blobs);
      assertThat(runsInDatabase(store)).isEqualTo(2);
      values.requireIn(next, stores, blobs);
      values.requireIn(store, stores);
    }
  }

  @Test
  void runOfWhichTheDiskHasOtherBytes_staysReadable_andIsToldByWhoNeedsIt() throws IOException {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      StoreSnapshot snapshot;
      try (StoreCapture capture = store.capture(new CaptureRequest(1, Mode.INCREMENTAL))) {
        snapshot = capture.write(blobs);
        damage(storeDirectory().resolve("runs").resolve("1.sst"));
      }

      assertThat(runsInDatabase(store)).isZero();
      values.requireIn(snapshot, stores, blobs);
      values.requireIn(store, stores);
      try (StoreCapture savepoint = store.capture(new CaptureRequest(2, Mode.SAVEPOINT))) {
        assertThatThrownBy(() -> savepoint.write(blobs))
            .isInstanceOf(StateBackendException.class)
            .hasMessageContaining("1.sst")
            .hasMessageContaining("not those that were written");
      }
    }
  }

  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), channel.size() / 2);
    }
  }

  private Path database() throws IOException {
    return storeDirectory().resolve("db");
  }

  private Path storeDirectory() throws IOException {
    try (var stores = Files.newDirectoryStream(directory.resolve("rocksdb"), "store-*")) {
      return stores.iterator().next();
    }
  }

  private static long runsInDatabase(KeyedStore<Long> store) {
    return ((RocksDbKeyedStore<Long>) store).cache().generations().written();
  }
}
