package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rescaling over several generations, against a map of what should be there. */
class RestoreTest {

  private static final StateDescriptor.OfValue<String> TEXT =
      StateDescriptor.value("text", Serializers.STRING);

  @TempDir Path directory;

  private final Map<Long, String> expected = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(7);
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private long snapshotId;

  @Test
  void rescalingOneTwoOneThreeTwo_keepsEveryEntryAndEveryDeletion() {
    List<StoreSnapshot> snapshots = List.of();
    for (int parallelism : new int[] {1, 2, 1, 3, 2, 1}) {
      try (Stores stores = new Stores(directory)) {
        List<KeyedStore<Long>> open = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
          KeyGroupRange range = KeyGroups.rangeOf(i, parallelism, Stores.MAX_PARALLELISM);
          open.add(
              stores.restore(
                  Serializers.LONG, range, blobs, snapshots.toArray(new StoreSnapshot[0])));
        }
        assertContents(stores, open);
        for (int round = 0; round < 5; round++) {
          change(stores, open);
          snapshotId++;
          List<StoreSnapshot> taken = new ArrayList<>();
          open.forEach(store -> taken.add(Stores.incremental(store, snapshotId, blobs)));
          snapshots = taken;
        }
        assertContents(stores, open);
        open.forEach(KeyedStore::close);
      }
    }
  }

  @Test
  void smallChangeAfterAClaimedRestore_addsLittle() {
    try (Stores stores = new Stores(directory)) {
      StoreSnapshot base;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        for (int i = 0; i < 20; i++) {
          change(stores, List.of(store));
        }
        base = Stores.incremental(store, 1, blobs);
      }
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, base)) {
        stores.select(store, 5L);
        store.state(TEXT).update("changed");
        StoreSnapshot next = Stores.snapshot(store, 2, Mode.INCREMENTAL, blobs);

        assertThat(next.addedBytes()).isLessThan(base.totalBytes() / 10);
        assertThat(next.blobs()).filteredOn(BlobUse::added).hasSize(2);
      }
    }
  }

  private void change(Stores stores, List<KeyedStore<Long>> open) {
    for (int i = 0; i < 300; i++) {
      long key = random.nextInt(1500);
      String text = random.nextInt(4) == 0 ? null : "value-" + random.nextLong();
      for (KeyedStore<Long> store : open) {
        if (stores.select(store, key)) {
          store.state(TEXT).update(text);
        }
      }
      if (text == null) {
        expected.remove(key);
      } else {
        expected.put(key, text);
      }
    }
  }

  private void assertContents(Stores stores, List<KeyedStore<Long>> open) {
    Map<Long, String> found = new HashMap<>();
    for (KeyedStore<Long> store : open) {
      ValueState<String> state = store.state(TEXT);
      for (long key = 0; key < 1500; key++) {
        if (stores.select(store, key)) {
          String text = state.value();
          if (text != null) {
            found.put(key, text);
          }
        }
      }
      assertThat(store.keys("text", NoNamespace.INSTANCE).toList())
          .containsExactlyInAnyOrderElementsOf(
              expected.keySet().stream().filter(key -> stores.select(store, key)).toList());
    }
    assertThat(found).isEqualTo(expected);
  }
}
