package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No space left where working state lies: an error that says so, and a store that goes on from its
 * last snapshot where there is space.
 */
class DiskFullTest {

  private static final StateDescriptor.OfValue<byte[]> VALUE =
      StateDescriptor.value("value", Serializers.BYTES);
  private static final int KEPT = 100;

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @Test
  void fullFileSystem_isToldAndLosesNoSnapshot() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mount.toString()),
        "file systems cannot be mounted here");
    try (Stores stores = new Stores(mount, "state.backend.rocksdb.memory.fixed-per-tm", "4 mb")) {
      assertFullAndReopened(stores);
    } finally {
      assertThat(succeeds("umount", mount.toString())).isTrue();
    }
  }

  @Test
  void fileThatMayNotGrow_isTold() throws Exception {
    ChildProcess child =
        ChildProcess.startLimited("ulimit -f 49152", GrowingFile.class, directory.toString());

    assertThat(child.output()).contains("StateBackendException", "state.backend.rocksdb.localdir");
    assertThat(child.exitCode()).isZero();
  }

  private void assertFullAndReopened(Stores stores) {
    StoreSnapshot snapshot;
    try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      fill(stores, store, 0, KEPT);
      snapshot = Stores.snapshot(store, 1, Mode.INCREMENTAL, blobs);
      store.snapshotCompleted(1);

      assertThatThrownBy(() -> fillUntilItFails(stores, store))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining("state.backend.rocksdb.localdir");
    }
    try (Stores elsewhere = new Stores(directory.resolve("elsewhere"));
        KeyedStore<Long> store = elsewhere.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
      ValueState<byte[]> state = store.state(VALUE);
      SplittableRandom random = new SplittableRandom(0);
      for (long key = 0; key < KEPT; key++) {
        elsewhere.select(store, key);
        assertThat(state.value()).isEqualTo(bytes(random, 1 << 10));
      }
    }
  }

  private static void fillUntilItFails(Stores stores, KeyedStore<Long> store) {
    for (int round = 1; round < 100; round++) {
      fill(stores, store, round, 1_000);
      Stores.snapshot(store, round + 1, Mode.INCREMENTAL, new InMemoryBlobs());
    }
  }

  private static void fill(Stores stores, KeyedStore<Long> store, long round, int keys) {
    ValueState<byte[]> state = store.state(VALUE);
    SplittableRandom random = new SplittableRandom(round);
    for (long key = 0; key < keys; key++) {
      stores.select(store, round * 1_000 + key);
      state.update(bytes(random, 1 << 10));
    }
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes more into one key group than a file may have, and prints what that gets. */
  static final class GrowingFile {

    private GrowingFile() {}

    public static void main(String[] arguments) {
      SplittableRandom random = new SplittableRandom(1);
      try (Stores stores =
              new Stores(
                  Path.of(arguments[0]), "state.backend.rocksdb.compression.enabled", "false");
          KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        ValueState<byte[]> state = store.state(VALUE);
        for (long key = 0; key < 4; key++) {
          store.setCurrentKey(key, 0);
          state.update(bytes(random, 8 << 20));
        }
        Stores.snapshot(store, 1, Mode.INCREMENTAL, new InMemoryBlobs());
        System.out.println("was written");
      } catch (StateBackendException e) {
        System.out.println(e);
      }
    }
  }
}
