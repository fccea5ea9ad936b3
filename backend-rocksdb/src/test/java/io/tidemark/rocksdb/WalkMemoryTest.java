package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a walk reads at a time, told by what its thread allocates, which repeats exactly. */
class WalkMemoryTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ENTRIES = 1_000;

  @TempDir Path directory;

  @Test
  void walkOverLongKeys_readsFewOfThemAtATime() {
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      MapState<String, Long> map =
          store.state(StateDescriptor.map("map", Serializers.STRING, Serializers.LONG));
      stores.select(store, 1L);
      for (int i = 0; i < ENTRIES; i++) {
        map.put("%04d".formatted(i) + "-".repeat(8 << 10), (long) i);
      }
      Stores.incremental(store, 1, new InMemoryBlobs());

      long most = 0;
      int found = 0;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (Iterator<Map.Entry<String, Long>> entries = map.entries().iterator();
          entries.hasNext(); ) {
        entries.next();
        found++;
        long now = THREADS.getCurrentThreadAllocatedBytes();
        most = Math.max(most, now - before);
        before = now;
      }
      assertThat(found).isEqualTo(ENTRIES);
      assertThat(most).isLessThan(1 << 20);
    }
  }
}
