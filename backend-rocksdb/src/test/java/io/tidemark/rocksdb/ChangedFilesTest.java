package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.rocksdb.leaks.OpenFiles;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.LocalFileBlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody else changes, or makes where a store's own are to be. */
class ChangedFilesTest {

  private static final StateDescriptor.OfValue<Long> VALUE =
      StateDescriptor.value("value", Serializers.LONG);

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  /** What becomes of a run after it was written and before a snapshot takes it. */
  private enum Change {
    DAMAGED {
      @Override
      void to(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    },
    GONE {
      @Override
      void to(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void to(Path file) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void runThatIsChanged_isInNoSnapshot_andIsNamed(Change change) throws IOException {
    try (Stores stores = new Stores(directory)) {
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        fill(stores, store);
        BlobSink changing =
            scope -> {
              runs().forEach(run -> apply(change, run));
              return blobs.create(scope);
            };

        assertThatThrownBy(() -> Stores.snapshot(store, 1, Mode.INCREMENTAL, changing))
            .isInstanceOf(StateBackendException.class)
            .hasMessageContaining(directory.resolve("rocksdb").toString())
            .hasMessageContaining(".sst")
            .hasMessageContaining("restore the job from its last");
        store.snapshotDiscarded(1);
        assertThat(blobs.openWriters()).isZero();
      }
      assertThat(OpenFiles.under(directory.resolve("rocksdb/store-1-op-0"))).isEmpty();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void linkedFileOfAnotherLength_isCorrupt_andLeavesNothing(@TempDir Path storage)
      throws IOException {
    LocalFileBlobs files = new LocalFileBlobs(storage);
    try (Stores stores =
        new Stores(directory, "execution.checkpointing.local-backup.enabled", "false")) {
      StoreSnapshot snapshot;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        fill(stores, store);
        snapshot = Stores.incremental(store, 1, files);
      }
      BlobRef.Stored run = (BlobRef.Stored) snapshot.blobs().get(1).blob();
      try (FileChannel channel =
          FileChannel.open(storage.resolve(run.name()), StandardOpenOption.WRITE)) {
        channel.truncate(run.length() - 1);
      }

      assertThatThrownBy(() -> stores.restore(Serializers.LONG, Stores.ALL, files, snapshot))
          .isInstanceOf(SnapshotCorruptException.class)
          .hasMessageContaining(run.name())
          .hasMessageContaining("should have " + run.length() + " bytes");
      assertThat(directory.resolve("rocksdb")).isDirectoryNotContaining("glob:**/store-*");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs", "runs/1.sst", "db"})
  void fileWhereTheStoresAreToBe_isNamed_andTheNextStoreOpens(String taken) throws IOException {
    try (Stores stores = new Stores(directory)) {
      StoreSnapshot snapshot;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        fill(stores, store);
        snapshot = Stores.snapshot(store, 1, Mode.INCREMENTAL, blobs);
        store.snapshotDiscarded(1);
      }
      Path file = directory.resolve("rocksdb/store-2-op-0").resolve(taken);
      Files.createDirectories(file.getParent());
      Files.createFile(file);

      assertThatThrownBy(() -> stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("state.backend.rocksdb.localdir")
          .hasCauseInstanceOf(IOException.class);
      assertThat(blobs.openReaders()).isZero();
      assertThat(directory.resolve("rocksdb/store-2-op-0")).doesNotExist();

      stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot).close();
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static void fill(Stores stores, KeyedStore<Long> store) {
    for (long key = 0; key < 100; key++) {
      stores.select(store, key);
      store.state(VALUE).update(key);
    }
  }

  private List<Path> runs() {
    try (Stream<Path> files = Files.list(directory.resolve("rocksdb/store-1-op-0/runs"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(Change change, Path file) {
    try {
      change.to(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
