package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The states and timers that the program has asked for. Belongs to the store's thread. */
final class OpenStates<K> {

  private final StoreParts<K> parts;
  private final KeyGroupRange keyGroups;
  private final SettledSchemas schemas;
  private final Map<String, KeyedAccess<?, ?>> states = new HashMap<>();
  private final Map<String, RocksDbTimerQueue<K, ?>> timers = new HashMap<>();
  private final List<StoreExpiry.Expiring> expiring = new ArrayList<>();

  OpenStates(StoreParts<K> parts, KnownSchemas schemas, KeyGroupRange keyGroups) {
    this.parts = parts;
    this.keyGroups = keyGroups;
    this.schemas = new SettledSchemas(parts, schemas, keyGroups);
  }

  boolean anyExpires() {
    return !expiring.isEmpty();
  }

  List<StoreExpiry.Expiring> expiring() {
    return expiring;
  }

  /** What is alive at {@code now}. */
  StoreExpiry expiry(long now) {
    Map<Long, StoreExpiry.Expiring> byTag = new HashMap<>();
    expiring.forEach(column -> byTag.put(column.column().tag(), column));
    return new StoreExpiry(byTag, now);
  }

  KeyedAccess<?, ?> get(String name) {
    KeyedAccess<?, ?> access = states.get(name);
    if (access == null) {
      throw new IllegalArgumentException(
          "There is no state '" + name + "'; there are " + states.keySet());
    }
    return access;
  }

  /** The serializer of the state's namespaces, if {@code namespace} can be one of them. */
  @SuppressWarnings("unchecked")
  <N> Serializer<N> namespaces(KeyedAccess<?, ?> access, N namespace) {
    boolean none = access.namespaces().description().equals(NoNamespace.SERIALIZER.description());
    if (none != (namespace instanceof NoNamespace)) {
      throw new IllegalArgumentException(
          "State '"
              + access.column().schema().name()
              + "' has namespaces of type "
              + access.namespaces().description().text());
    }
    return (Serializer<N>) access.namespaces();
  }

  @SuppressWarnings("unchecked")
  <N, S extends State> NamespacedState<N, S> open(
      StateDescriptor<S> descriptor, Serializer<N> namespaces) {
    StateSchema wanted = SettledSchemas.wanted(descriptor, namespaces);
    KeyedAccess<?, ?> known = states.get(wanted.name());
    if (known == null) {
      known = make(descriptor, namespaces, wanted);
      states.put(wanted.name(), known);
      if (known.expiry.isOn()) {
        expiring.add(new StoreExpiry.Expiring(known.column(), known.expiry));
      }
    } else if (!known.column().schema().equals(wanted)) {
      throw SchemaCheck.incompatible(
          known.column().schema(), wanted, "the name is used already, with another type");
    }
    return (NamespacedState<N, S>) known;
  }

  <N> TimerQueue<K, N> timers(String name, Serializer<N> namespaces) {
    StateSchema wanted =
        new StateSchema(
            name,
            StateKind.TIMERS,
            namespaces.description(),
            null,
            NoNamespace.SERIALIZER.description(),
            false);
    RocksDbTimerQueue<K, ?> known = timers.get(name);
    if (known == null) {
      boolean stored = schemas.settle(wanted, namespaces, null, NoNamespace.SERIALIZER);
      known =
          new RocksDbTimerQueue<>(parts, new TimerColumn(wanted), namespaces, keyGroups, stored);
      timers.put(name, known);
    } else if (!known.column().schema().equals(wanted)) {
      throw SchemaCheck.incompatible(
          known.column().schema(), wanted, "the name is used already, with another namespace");
    }
    @SuppressWarnings("unchecked")
    TimerQueue<K, N> queue = (TimerQueue<K, N>) known;
    return queue;
  }

  private <N> KeyedAccess<?, ?> make(
      StateDescriptor<?> descriptor, Serializer<N> namespaces, StateSchema wanted) {
    Expiry expiry = Expiry.of(descriptor.timeToLive());
    if (descriptor instanceof StateDescriptor.OfValue<?> value) {
      return makeValue(value, namespaces, wanted, expiry);
    }
    if (descriptor instanceof StateDescriptor.OfList<?> list) {
      return makeList(list, namespaces, wanted, expiry);
    }
    if (descriptor instanceof StateDescriptor.OfMap<?, ?> map) {
      return makeMap(map, namespaces, wanted, expiry);
    }
    if (descriptor instanceof StateDescriptor.OfReducing<?> reducing) {
      return makeReducing(reducing, namespaces, wanted, expiry);
    }
    return makeAggregating(
        (StateDescriptor.OfAggregating<?, ?, ?>) descriptor, namespaces, wanted, expiry);
  }

  private <N, T> KeyedAccess<?, ?> makeValue(
      StateDescriptor.OfValue<T> value,
      Serializer<N> namespaces,
      StateSchema wanted,
      Expiry expiry) {
    schemas.settle(wanted, namespaces, null, value.serializer());
    return new RocksDbValueState<>(
        parts, new ScalarColumn<>(wanted, value.serializer(), expiry), namespaces, expiry);
  }

  private <N, T> KeyedAccess<?, ?> makeList(
      StateDescriptor.OfList<T> list, Serializer<N> namespaces, StateSchema wanted, Expiry expiry) {
    schemas.settle(wanted, namespaces, null, list.element());
    return new RocksDbListState<>(
        parts, new ListColumn<>(wanted, list.element(), expiry), namespaces, expiry);
  }

  private <N, U, V> KeyedAccess<?, ?> makeMap(
      StateDescriptor.OfMap<U, V> map,
      Serializer<N> namespaces,
      StateSchema wanted,
      Expiry expiry) {
    schemas.settle(wanted, namespaces, map.key(), map.value());
    ScalarColumn<V> column = new ScalarColumn<>(wanted, map.value(), expiry);
    return new RocksDbMapState<>(parts, column, map.key(), namespaces, expiry);
  }

  private <N, T> KeyedAccess<?, ?> makeReducing(
      StateDescriptor.OfReducing<T> reducing,
      Serializer<N> namespaces,
      StateSchema wanted,
      Expiry expiry) {
    schemas.settle(wanted, namespaces, null, reducing.serializer());
    ScalarColumn<T> column = new ScalarColumn<>(wanted, reducing.serializer(), expiry);
    return new RocksDbReducingState<>(parts, column, namespaces, expiry, reducing.reduction());
  }

  private <N, I, A, O> KeyedAccess<?, ?> makeAggregating(
      StateDescriptor.OfAggregating<I, A, O> aggregating,
      Serializer<N> namespaces,
      StateSchema wanted,
      Expiry expiry) {
    schemas.settle(wanted, namespaces, null, aggregating.accumulator());
    ScalarColumn<A> column = new ScalarColumn<>(wanted, aggregating.accumulator(), expiry);
    return new RocksDbAggregatingState<>(
        parts, column, namespaces, expiry, aggregating.aggregation());
  }
}
