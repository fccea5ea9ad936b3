package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a capture does on the store's thread. It is told by what it allocates there, which repeats
 * exactly and grows with anything that is copied, walked or written.
 */
class PauseTest {

  private static final int WARM_UP = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path directory;

  @Test
  void capture_allocatesAsLittleForMuchStateAndManyChangesAsForFew() {
    try (Stores stores = new Stores(directory)) {
      long few = medianBytesOfCaptures(stores, 1_000, 10);
      long muchState = medianBytesOfCaptures(stores, 50_000, 10);
      long manyChanges = medianBytesOfCaptures(stores, 50_000, 20_000);

      assertThat(few).isLessThan(4 << 10);
      assertThat(muchState).isLessThanOrEqualTo(few + 256);
      assertThat(manyChanges).isLessThanOrEqualTo(few + 256);
    }
  }

  private static long medianBytesOfCaptures(Stores stores, int keys, int changes) {
    List<Long> bytes = new ArrayList<>();
    try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      ValueState<Long> state = store.state(StateDescriptor.value("value", Serializers.LONG));
      update(stores, store, state, keys);
      for (int round = 1; round <= 2 * WARM_UP; round++) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        StoreCapture capture = store.capture(new CaptureRequest(round, Mode.INCREMENTAL));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        try (capture) {
          capture.write(new InMemoryBlobs());
        }
        store.snapshotCompleted(round);
        update(stores, store, state, changes);
        if (round > WARM_UP) {
          bytes.add(allocated);
        }
      }
    }
    Collections.sort(bytes);
    return bytes.get(bytes.size() / 2);
  }

  private static void update(
      Stores stores, KeyedStore<Long> store, ValueState<Long> state, int keys) {
    for (long key = 0; key < keys; key++) {
      stores.select(store, key);
      state.update(key);
    }
  }
}
