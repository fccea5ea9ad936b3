package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.PickyText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An element of a list that its serializer refuses, and what becomes of the others. */
class RefusedElementTest {

  private static final StateDescriptor.OfList<String> LIST =
      StateDescriptor.list("list", PickyText.SERIALIZER);

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @Test
  void refusedElement_leavesAListThatIsNotInMemory() {
    List<String> names = List.of("a", "b");
    try (Stores stores = new Stores(directory)) {
      StoreSnapshot first;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        list(stores, store).update(names);
        first = Stores.incremental(store, 1, blobs);
      }
      StoreSnapshot second;
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, first)) {
        ListState<String> list = list(stores, store);
        assertThatThrownBy(() -> list.add(PickyText.REFUSED)).hasMessage("The text is refused");
        second = Stores.incremental(store, 2, blobs);
      }
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, second)) {
        assertThat(list(stores, store).get()).isEqualTo(names);
      }
    }
  }

  @Test
  void refusedElement_makesNoListWhereThereIsNone() {
    try (Stores stores = new Stores(directory)) {
      StoreSnapshot first;
      try (KeyedStore<Long> store = stores.open(Serializers.LONG)) {
        list(stores, store);
        first = Stores.incremental(store, 1, blobs);
      }
      try (KeyedStore<Long> store = stores.restore(Serializers.LONG, Stores.ALL, blobs, first)) {
        ListState<String> list = list(stores, store);
        assertThatThrownBy(() -> list.add(PickyText.REFUSED)).hasMessage("The text is refused");

        assertThat(list.get()).isEmpty();
        assertThat(store.keys("list", NoNamespace.INSTANCE)).isEmpty();
        list.add("a");
        assertThat(list.get()).containsExactly("a");
      }
    }
  }

  private static ListState<String> list(Stores stores, KeyedStore<Long> store) {
    ListState<String> list = store.state(LIST);
    stores.select(store, 1L);
    return list;
  }
}
