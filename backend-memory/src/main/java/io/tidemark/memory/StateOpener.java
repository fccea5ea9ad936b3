package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateKind;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes the form of a state's entries and the handles on it, for each kind of descriptor. */
final class StateOpener<K> {

  private final Serializer<K> keys;
  private final InstantSource clock;
  private final CurrentKey<K> currentKey;

  StateOpener(Serializer<K> keys, InstantSource clock, CurrentKey<K> currentKey) {
    this.keys = keys;
    this.clock = clock;
    this.currentKey = currentKey;
  }

  /** How the entries of a state look in memory and in snapshots. */
  <N> EntryForm form(StateDescriptor<?> descriptor, Serializer<N> namespaces) {
    Expiry expiry = expiry(descriptor.timeToLive());
    if (descriptor instanceof StateDescriptor.OfValue<?> value) {
      return values(value.name(), StateKind.VALUE, namespaces, value.serializer(), expiry);
    }
    if (descriptor instanceof StateDescriptor.OfReducing<?> reducing) {
      return values(reducing.name(), StateKind.REDUCING, namespaces, reducing.serializer(), expiry);
    }
    if (descriptor instanceof StateDescriptor.OfAggregating<?, ?, ?> aggregating) {
      return values(
          aggregating.name(), StateKind.AGGREGATING, namespaces, aggregating.accumulator(), expiry);
    }
    if (descriptor instanceof StateDescriptor.OfList<?> list) {
      return lists(list, namespaces, expiry);
    }
    return maps((StateDescriptor.OfMap<?, ?>) descriptor, namespaces, expiry);
  }

  /** A handle on a state whose table has the {@linkplain #form form} of the descriptor. */
  @SuppressWarnings("unchecked")
  <N, S extends State> NamespacedState<N, S> handle(
      StateDescriptor<S> descriptor, StateTable<?> table) {
    NamespacedState<N, ?> handle;
    if (descriptor instanceof StateDescriptor.OfValue<?>) {
      handle = new MemoryValueState<>(currentKey, this.<N, Object>valueTable(table));
    } else if (descriptor instanceof StateDescriptor.OfReducing<?> reducing) {
      handle = reducing(reducing, table);
    } else if (descriptor instanceof StateDescriptor.OfAggregating<?, ?, ?> aggregating) {
      handle = aggregating(aggregating, table);
    } else if (descriptor instanceof StateDescriptor.OfList<?>) {
      handle = new MemoryListState<>(currentKey, (StateTable<ListForm<K, N, Object>>) table);
    } else {
      handle = new MemoryMapState<>(currentKey, (StateTable<MapForm<K, N, Object, Object>>) table);
    }
    return (NamespacedState<N, S>) handle;
  }

  private <N, V> NamespacedState<N, ?> reducing(
      StateDescriptor.OfReducing<V> descriptor, StateTable<?> table) {
    return new MemoryReducingState<>(
        currentKey, this.<N, V>valueTable(table), descriptor.reduction());
  }

  private <N, I, A, O> NamespacedState<N, ?> aggregating(
      StateDescriptor.OfAggregating<I, A, O> descriptor, StateTable<?> table) {
    return new MemoryAggregatingState<>(
        currentKey, this.<N, A>valueTable(table), descriptor.aggregation());
  }

  private <N, T> EntryForm lists(
      StateDescriptor.OfList<T> descriptor, Serializer<N> namespaces, @Nullable Expiry expiry) {
    return new ListForm<>(descriptor.name(), keys, namespaces, descriptor.element(), expiry);
  }

  private <N, U, V> EntryForm maps(
      StateDescriptor.OfMap<U, V> descriptor, Serializer<N> namespaces, @Nullable Expiry expiry) {
    return new MapForm<>(
        descriptor.name(), keys, namespaces, descriptor.key(), descriptor.value(), expiry);
  }

  private <N, V> ValueForm<K, N, V> values(
      String name,
      StateKind kind,
      Serializer<N> namespaces,
      Serializer<V> values,
      @Nullable Expiry expiry) {
    return new ValueForm<>(name, kind, keys, namespaces, values, expiry);
  }

  @SuppressWarnings("unchecked")
  private <N, V> StateTable<ValueForm<K, N, V>> valueTable(StateTable<?> table) {
    return (StateTable<ValueForm<K, N, V>>) table;
  }

  private @Nullable Expiry expiry(@Nullable TimeToLive timeToLive) {
    return timeToLive == null ? null : new Expiry(timeToLive, clock);
  }
}
