package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a walk hands out of entries that others have, too. */
class MapWalkTest {

  private static final StateDescriptor.OfMap<Long, byte[]> MAP =
      StateDescriptor.map("map", Serializers.LONG, Serializers.BYTES);

  @TempDir Path directory;

  @Test
  void valueOfAnEntryThatWasRemovedWhileItWasNext_canBeChangedBesideACapture() {
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores = new Stores(directory)) {
      StoreSnapshot snapshot;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        MapState<Long, byte[]> map = map(store);
        stores.select(store, 1L);
        map.put(7L, new byte[] {1, 2});
        Iterator<Map.Entry<Long, byte[]>> walk = map.iterator();
        assertThat(walk.hasNext()).isTrue();
        try (StoreCapture capture = store.capture(new CaptureRequest(1, Mode.INCREMENTAL))) {
          map.remove(7L);
          byte[] value = walk.next().getValue();
          assertThat(value).containsExactly(1, 2);
          value[0] = 9;
          snapshot = capture.write(blobs);
        }
      }
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
        MapState<Long, byte[]> map = map(store);
        stores.select(store, 1L);
        assertThat(map.get(7L)).containsExactly(1, 2);
      }
    }
  }

  private static MapState<Long, byte[]> map(KeyedStore<Long> store) {
    return store.state(MAP, NoNamespace.SERIALIZER).in(NoNamespace.INSTANCE);
  }
}
