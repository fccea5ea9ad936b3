package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads on from a closed store is told so: RocksDB would end the process. */
class ClosedStoreTest {

  private static final StateDescriptor<ValueState<Long>> VALUE =
      StateDescriptor.value("value", Serializers.LONG);
  private static final StateDescriptor<ListState<Long>> LIST =
      StateDescriptor.list("list", Serializers.LONG);
  private static final StateDescriptor<MapState<Long, Long>> MAP =
      StateDescriptor.map("map", Serializers.LONG, Serializers.LONG);

  @Test
  void statesOfAClosedStore_areNotRead(@TempDir Path directory) {
    try (Stores stores = new Stores(directory)) {
      KeyedStore<Long> store = stores.open(Serializers.LONG);
      stores.select(store, 1L);
      ValueState<Long> value = store.state(VALUE);
      ListState<Long> list = store.state(LIST);
      MapState<Long, Long> map = store.state(MAP);
      assertThat(value.value()).isNull();
      store.close();
      stores.select(store, 2L);

      List<ThrowingCallable> reads =
          List.of(
              value::value,
              list::get,
              () -> map.get(1L),
              map::isEmpty,
              () -> store.keys("value", NoNamespace.INSTANCE).toList());
      for (ThrowingCallable read : reads) {
        assertThatThrownBy(read)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("closed");
      }
    }
  }
}
