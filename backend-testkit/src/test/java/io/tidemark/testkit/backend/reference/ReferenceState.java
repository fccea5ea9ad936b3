package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A state of any kind: where it keeps things, and what becomes of time stamps. */
abstract class ReferenceState<N, S extends State> implements NamespacedState<N, S> {

  private final ReferenceStore<?> store;
  private final StateSchema schema;
  private final StateId id;
  private final Serializer<N> namespaces;
  private final @Nullable TimeToLive timeToLive;
  private @Nullable ByteBuffer namespace;

  ReferenceState(
      ReferenceStore<?> store,
      StateDescriptor<S> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    this.store = store;
    this.schema = schema;
    this.namespaces = namespaces;
    id = StateId.of(schema);
    timeToLive = descriptor.timeToLive();
  }

  @SuppressWarnings("unchecked")
  static <N, S extends State> ReferenceState<N, S> of(
      ReferenceStore<?> store,
      StateDescriptor<S> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    ReferenceState<N, ?> state;
    if (descriptor instanceof StateDescriptor.OfMap<?, ?> map) {
      state = new ReferenceMap<>(store, map, schema, namespaces);
    } else if (descriptor instanceof StateDescriptor.OfList<?> list) {
      state = new ReferenceList<>(store, list, schema, namespaces);
    } else if (descriptor instanceof StateDescriptor.OfReducing<?> reducing) {
      state = new ReferenceReducing<>(store, reducing, schema, namespaces);
    } else if (descriptor instanceof StateDescriptor.OfAggregating<?, ?, ?> aggregating) {
      state = new ReferenceAggregating<>(store, aggregating, schema, namespaces);
    } else {
      state =
          new ReferenceValue<>(store, (StateDescriptor.OfValue<?>) descriptor, schema, namespaces);
    }
    return (ReferenceState<N, S>) state;
  }

  @Override
  @SuppressWarnings("unchecked")
  public S in(N newNamespace) {
    namespace = ReferenceStore.bytesOf(newNamespace, namespaces);
    return (S) this;
  }

  @Override
  public void merge(N target, Collection<N> sources) {
    ByteBuffer before = namespace;
    try {
      mergeInto(target, sources);
    } finally {
      namespace = before;
    }
  }

  private void mergeInto(N target, Collection<N> sources) {
    in(target);
    Place to = place();
    Set<ByteBuffer> from = new LinkedHashSet<>();
    sources.forEach(source -> from.add(ReferenceStore.bytesOf(source, namespaces)));
    for (ByteBuffer source : from) {
      if (!source.equals(to.namespace())) {
        entriesBeside(to.withNamespace(source))
            .forEach(
                (place, cell) -> {
                  Place moved = place.withNamespace(to.namespace());
                  moveTo(moved, store.get(moved), cell);
                  store.remove(place);
                });
      }
    }
  }

  /** Brings a cell to the same place in another namespace, where one may be already. */
  abstract void moveTo(Place place, @Nullable Cell there, Cell cell);

  public void clear() {
    entriesBeside(place()).keySet().forEach(store::remove);
  }

  Place place() {
    if (namespace == null) {
      throw new IllegalStateException("Set a namespace first");
    }
    return store.placeOf(id, namespace);
  }

  /** The living entries of one key in one namespace, whatever their user keys. */
  NavigableMap<Place, Cell> entriesBeside(Place place) {
    NavigableMap<Place, Cell> found = new TreeMap<>();
    for (Place other : store.entries().tailMap(place, true).keySet()) {
      if (!other.isBeside(place)) {
        break;
      }
      Cell living = store.get(other);
      if (living != null) {
        found.put(other, living);
      }
    }
    return found;
  }

  /** Reads a cell for the user. */
  @Nullable Cell read(Place place) {
    Cell cell = store.get(place);
    if (cell != null && refreshes(TimeToLive.Refresh.ON_READ_AND_WRITE)) {
      Cell refreshed = touched(cell, store.now());
      store.put(place, refreshed);
      return refreshed;
    }
    return cell;
  }

  /** The cell as if it was written at {@code time}. */
  Cell touched(Cell cell, long time) {
    return new Cell(cell.schema(), time, cell.value());
  }

  /** Writes a value for the user. */
  void write(Place place, ByteBuffer value) {
    Cell before = store.get(place);
    long stamp =
        before != null && refreshes(TimeToLive.Refresh.ON_CREATE) ? before.stamp() : store.now();
    store.put(place, new Cell(schema, timeToLive == null ? 0 : stamp, value));
  }

  boolean refreshes(TimeToLive.Refresh refresh) {
    return timeToLive != null && timeToLive.refresh() == refresh;
  }

  ReferenceStore<?> store() {
    return store;
  }

  StateSchema schema() {
    return schema;
  }
}
