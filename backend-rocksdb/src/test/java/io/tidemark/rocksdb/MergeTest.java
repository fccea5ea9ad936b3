package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ReducingState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How namespaces that are merged are read. */
class MergeTest {

  private static final StateDescriptor.OfReducing<Long> SUM =
      StateDescriptor.reducing("sum", Serializers.LONG, Long::sum);

  @TempDir Path directory;

  @Test
  void mergeOfManyNamespaces_readsThemInOneCall() {
    RecordedMetrics metrics = new RecordedMetrics();
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores =
        new Stores(directory, metrics, "state.backend.rocksdb.metrics.statistics", "true")) {
      StoreSnapshot snapshot;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        NamespacedState<Long, ReducingState<Long>> sums = store.state(SUM, Serializers.LONG);
        stores.select(store, 1L);
        for (long namespace = 0; namespace < 10; namespace++) {
          sums.in(namespace).add(namespace);
        }
        snapshot = Stores.incremental(store, 1, blobs);
      }
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, snapshot)) {
        NamespacedState<Long, ReducingState<Long>> sums = store.state(SUM, Serializers.LONG);
        double before = metrics.gauge("rocksdb.number-multiget-calls");
        stores.select(store, 1L);

        sums.merge(0L, List.of(0L, 1L, 2L, 3L, 3L, 11L));

        assertThat(sums.in(0L).get()).isEqualTo(6);
        assertThat(sums.in(3L).get()).isNull();
        assertThat(sums.in(4L).get()).isEqualTo(4);
        assertThat(metrics.gauge("rocksdb.number-multiget-calls") - before).isEqualTo(1);
      }
    }
  }
}
