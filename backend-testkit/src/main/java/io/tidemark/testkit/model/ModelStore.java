package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One subtask's store, in which states are opened when they are first used. */
final class ModelStore {

  static final int KEY_GROUPS = 16;

  private final KeyedStore<Long> store;
  private final WriteBuffer scratch = new WriteBuffer(16);
  private final Map<String, NamespacedState<Long, ? extends State>> windowed = new HashMap<>();
  private final Map<String, State> plain = new HashMap<>();

  ModelStore(KeyedStore<Long> store) {
    this.store = store;
  }

  KeyedStore<Long> store() {
    return store;
  }

  int keyGroupOf(long key) {
    return KeyGroups.of(key, Serializers.LONG, KEY_GROUPS, scratch);
  }

  boolean holds(long key) {
    return store.keyGroups().contains(keyGroupOf(key));
  }

  /** Opens a state if it is not open. */
  void open(StateModel model) {
    if (model.isNamespaced()) {
      windowed.computeIfAbsent(
          model.name(), name -> store.state(model.descriptor(), Serializers.LONG));
    } else {
      plain.computeIfAbsent(model.name(), name -> open(model.descriptor()));
    }
  }

  private <S extends State> S open(StateDescriptor<S> descriptor) {
    return store.state(descriptor, NoNamespace.SERIALIZER).in(NoNamespace.INSTANCE);
  }

  /** The state at an address, with its key and namespace current. */
  @SuppressWarnings("unchecked")
  <S extends State> S at(StateModel model, Address address) {
    open(model);
    store.setCurrentKey(address.key(), keyGroupOf(address.key()));
    State state =
        model.isNamespaced()
            ? windowed(model).in(address.namespace())
            : Objects.requireNonNull(plain.get(model.name()));
    return (S) state;
  }

  void merge(StateModel model, Address target, Collection<Long> sources) {
    at(model, target);
    windowed(model).merge(target.namespace(), sources);
  }

  private NamespacedState<Long, ? extends State> windowed(StateModel model) {
    NamespacedState<Long, ? extends State> states = windowed.get(model.name());
    if (states == null) {
      throw new IllegalStateException(model.name() + " is not open");
    }
    return states;
  }
}
