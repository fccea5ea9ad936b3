package io.tidemark.flink.state;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.flink.type.RestoredTypes;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.state.IncompatibleStateException;
import io.tidemark.state.StateDescriptor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.runtime.state.internal.InternalKvState;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.StateMigrationException;

/** Makes Flink's states of its descriptors, in one store. */
public final class StateCreation<K> {

  private final KeyedStore<K> store;
  private final CurrentKey<K> currentKey;
  private final TypeSerializer<K> keySerializer;
  private final FlinkTypes types;
  private final RestoredTypes restored;
  private final OpenWalks walks;

  public StateCreation(
      KeyedStore<K> store,
      CurrentKey<K> currentKey,
      TypeSerializer<K> keySerializer,
      FlinkTypes types,
      RestoredTypes restored,
      OpenWalks walks) {
    this.store = store;
    this.currentKey = currentKey;
    this.keySerializer = keySerializer;
    this.types = types;
    this.restored = restored;
    this.walks = walks;
  }

  /** A state, and how its namespaces look in the store. */
  public record Created<K, N>(InternalKvState<K, N, ?> state, Namespaces<N> namespaces) {}

  /**
   * Makes or restores the state that {@code descriptor} names.
   *
   * @throws StateMigrationException if what was restored cannot be read as the descriptor asks
   */
  public <N> Created<K, N> create(
      TypeSerializer<N> namespaceSerializer,
      org.apache.flink.api.common.state.StateDescriptor<?, ?> descriptor)
      throws StateMigrationException {
    try {
      Creation<N> creation = new Creation<>(namespaceSerializer, descriptor.getName());
      return new Created<>(creation.create(descriptor), creation.namespaces);
    } catch (IncompatibleStateException e) {
      throw new StateMigrationException(e.getMessage(), e);
    }
  }

  /** The creation of one state: its serializers are settled as what was restored wants them. */
  private final class Creation<N> {

    private final String name;
    private final Namespaces<N> namespaces;
    private final StateContext<K, N> context;

    Creation(TypeSerializer<N> namespaceSerializer, String name) {
      this.name = name;
      TypeDescription written = restored.state(name).map(s -> s.namespace()).orElse(NOTHING);
      namespaces = new Namespaces<>(types.reconfigured(namespaceSerializer, written), types);
      context = new StateContext<>(name, store, currentKey, keySerializer, namespaces, walks);
    }

    InternalKvState<K, N, ?> create(
        org.apache.flink.api.common.state.StateDescriptor<?, ?> descriptor) {
      return switch (descriptor.getType()) {
        case VALUE -> value(descriptor);
        case LIST -> list((ListStateDescriptor<?>) descriptor);
        case MAP -> map((MapStateDescriptor<?, ?>) descriptor);
        case REDUCING -> reducing((ReducingStateDescriptor<?>) descriptor);
        case AGGREGATING -> aggregating((AggregatingStateDescriptor<?, ?, ?>) descriptor);
        default ->
            throw new IllegalArgumentException(
                "State '" + name + "' is of type " + descriptor.getType() + ", which is unknown");
      };
    }

    private <T> StoreValueState<K, N, T> value(
        org.apache.flink.api.common.state.StateDescriptor<?, T> descriptor) {
      TypeSerializer<T> serializer = settled(descriptor.getSerializer());
      return new StoreValueState<>(
          context,
          open(StateDescriptor.value(name, types.ofValues(serializer))),
          serializer,
          descriptor::getDefaultValue);
    }

    private <T> StoreListState<K, N, T> list(ListStateDescriptor<T> descriptor) {
      TypeSerializer<T> elements = settled(descriptor.getElementSerializer());
      TypeSerializer<List<T>> lists = new ListSerializer<>(elements);
      return new StoreListState<>(
          context, open(StateDescriptor.list(name, types.ofValues(elements))), lists);
    }

    private <U, V> StoreMapState<K, N, U, V> map(MapStateDescriptor<U, V> descriptor) {
      TypeDescription writtenKey = restored.state(name).map(s -> s.userKey()).orElse(NOTHING);
      TypeSerializer<U> keys = types.reconfigured(descriptor.getKeySerializer(), writtenKey);
      TypeSerializer<V> values =
          types.reconfiguredMapValue(descriptor.getValueSerializer(), writtenValue());
      Serializer<U> userKeys = types.ofKeys(keys);
      TypeSerializer<Map<U, V>> maps = new MapSerializer<>(keys, values);
      return new StoreMapState<>(
          context, open(StateDescriptor.map(name, userKeys, types.ofMapValues(values))), maps);
    }

    private <T> StoreReducingState<K, N, T> reducing(ReducingStateDescriptor<T> descriptor) {
      TypeSerializer<T> serializer = settled(descriptor.getSerializer());
      BinaryOperator<T> reduction = reduction(name, descriptor.getReduceFunction());
      return new StoreReducingState<>(
          context,
          open(StateDescriptor.reducing(name, types.ofValues(serializer), reduction)),
          serializer);
    }

    private <I, A, O> StoreAggregatingState<K, N, I, A, O> aggregating(
        AggregatingStateDescriptor<I, A, O> descriptor) {
      TypeSerializer<A> serializer = settled(descriptor.getSerializer());
      return new StoreAggregatingState<>(
          context,
          open(
              StateDescriptor.aggregating(
                  name,
                  types.ofValues(serializer),
                  new Accumulation<>(descriptor.getAggregateFunction()))),
          serializer,
          descriptor.getAggregateFunction());
    }

    private <T> TypeSerializer<T> settled(TypeSerializer<T> serializer) {
      return types.reconfigured(serializer, writtenValue());
    }

    private TypeDescription writtenValue() {
      return restored.state(name).map(schema -> schema.value()).orElse(NOTHING);
    }

    private <S extends io.tidemark.state.State> NamespacedState<Object, S> open(
        StateDescriptor<S> descriptor) {
      return SharedStates.of(store.state(descriptor, namespaces.serializer()), currentKey.turns());
    }
  }

  /** What a state was written as that was not written. */
  private static final TypeDescription NOTHING = TypeDescription.Scalar.UNIT;

  private static <T> BinaryOperator<T> reduction(String state, ReduceFunction<T> function) {
    return (first, second) -> {
      try {
        return function.reduce(first, second);
      } catch (Exception e) {
        throw new FlinkRuntimeException("The reduce function of state '" + state + "' failed", e);
      }
    };
  }
}
