package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.rocksdb.leaks.NativeObjects;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

/** What bad surroundings get: an error at start that names the remedy. */
class BackendFaultsTest {

  private static final String[] NO_LOCAL_BACKUP = {
    "execution.checkpointing.local-backup.enabled", "false"
  };

  @TempDir Path directory;

  @Test
  void secondBackendOnADirectory_isRefused() {
    try (Stores first = new Stores(directory)) {
      assertThatThrownBy(() -> new Stores(directory))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("state.backend.rocksdb.localdir");
      assertThat(first.backend.name()).isEqualTo("rocksdb");
    }
    new Stores(directory).close();
  }

  @Test
  void localDirectory_mayBeSharedByBackends(@TempDir Path local) throws IOException {
    try (Stores first = new Stores(directory, "state.backend.rocksdb.localdir", local.toString());
        Stores second = new Stores(directory, "state.backend.rocksdb.localdir", local.toString());
        KeyedStore<Long> mine = first.open(Serializers.LONG);
        KeyedStore<Long> its = second.open(Serializers.LONG)) {
      first.select(mine, 1L);
      mine.state(StateDescriptor.value("v", Serializers.LONG)).update(1L);
      second.select(its, 1L);
      assertThat(its.state(StateDescriptor.value("v", Serializers.LONG)).value()).isNull();
    }
    assertThat(Files.list(local)).isEmpty();
  }

  @Test
  void workDirectoryThatIsAFile_isRefusedByName() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new Stores(file))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a file system that nobody can write")
  void workDirectoryThatCannotBeWritten_isRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new Stores(Path.of("/proc/tidemark")))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining("/proc/tidemark")
        .hasMessageContaining("state.backend.rocksdb.localdir");
    assertThatThrownBy(
            () -> new Stores(directory, "state.backend.rocksdb.localdir", "/proc/tidemark"))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining("/proc/tidemark");
  }

  @Test
  void twoStoresOfOneSubtask_haveDirectoriesOfTheirOwn() {
    StateDescriptor.OfValue<Long> value = StateDescriptor.value("v", Serializers.LONG);
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> mine = stores.open(Serializers.LONG);
        KeyedStore<Long> its = stores.open(Serializers.LONG)) {
      stores.select(mine, 1L);
      mine.state(value).update(1L);
      Stores.incremental(mine, 1, new InMemoryBlobs());
      stores.select(its, 1L);

      assertThat(its.state(value).value()).isNull();
    }
  }

  @Test
  void damagedFile_failsTheRestore_andNothingOfTheStoreIsLeft() throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores = new Stores(directory, NO_LOCAL_BACKUP)) {
      StoreSnapshot snapshot = snapshot(stores, blobs);
      long open = NativeObjects.open(RocksDB.class);
      List<Path> files = files();
      for (BlobUse use : snapshot.blobs()) {
        BlobRef.Stored blob = (BlobRef.Stored) use.blob();
        InMemoryBlobs damaged = blobs.copy();
        damaged.flip(blob, blob.length() / 2, 1);

        assertThatThrownBy(() -> stores.restore(Serializers.LONG, Stores.ALL, damaged, snapshot))
            .isInstanceOf(SnapshotCorruptException.class)
            .hasMessageContaining(blob.name());
        assertThat(NativeObjects.open(RocksDB.class)).isEqualTo(open);
        assertThat(files()).isEqualTo(files);
      }
      stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot).close();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.sorted().toList();
    }
  }

  @Test
  void blobThatIsNoSortedFile_failsTheRestoreAndNothingElse() throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores = new Stores(directory, NO_LOCAL_BACKUP)) {
      StoreSnapshot snapshot = snapshot(stores, blobs);
      BlobRef other;
      try (BlobWriter<BlobRef> writer = blobs.create(BlobScope.SHARED)) {
        writer.write(new byte[1000], 0, 1000);
        other = writer.commit();
      }
      List<BlobUse> uses = new ArrayList<>(snapshot.blobs());
      uses.set(1, new BlobUse(other, uses.get(1).keyGroups(), uses.get(1).schema(), true));
      StoreSnapshot wrong =
          new StoreSnapshot(
              snapshot.backend(),
              snapshot.format(),
              snapshot.version(),
              snapshot.keyGroups(),
              snapshot.schemas(),
              uses);

      assertThatThrownBy(() -> stores.restore(Serializers.LONG, Stores.ALL, blobs, wrong))
          .isInstanceOf(StateBackendException.class);

      assertThatThrownBy(() -> new Stores(directory))
          .as("the backend still has its directory")
          .isInstanceOf(StateBackendException.class);
      stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot).close();
    }
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void backendThatIsClosedDuringARestore_tellsSoAndLeavesNothing() throws IOException {
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores = new Stores(directory, NO_LOCAL_BACKUP)) {
      StoreSnapshot snapshot = snapshot(stores, blobs);
      BlobSource closing =
          (blob, offset, length) -> {
            stores.backend.close();
            return blobs.open(blob, offset, length);
          };

      assertThatThrownBy(() -> stores.restore(Serializers.LONG, Stores.ALL, closing, snapshot))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("closed");

      try (Stream<Path> left = Files.walk(directory)) {
        assertThat(left.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  private static StoreSnapshot snapshot(Stores stores, InMemoryBlobs blobs) {
    try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      StoreSnapshot last = null;
      for (long round = 1; round < 4; round++) {
        for (long key = 0; key < (round == 1 ? 5_000 : 100); key++) {
          stores.select(store, key);
          store.state(StateDescriptor.value("v", Serializers.LONG)).update(round);
        }
        last = Stores.incremental(store, round, blobs);
      }
      assertThat(last.blobs()).hasSizeGreaterThan(2);
      return last;
    }
  }

  @Test
  void unknownOptionOfRocksDb_isRefusedByName() {
    assertThatThrownBy(() -> new Stores(directory, "state.backend.rocksdb.options.no_such", "1"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("no_such");
  }

  @Test
  void optionOfRocksDbByName_isTaken() {
    try (Stores stores =
            new Stores(directory, "state.backend.rocksdb.options.max_background_jobs", "3");
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      assertThat(store.keyGroups()).isEqualTo(Stores.ALL);
    }
  }
}
