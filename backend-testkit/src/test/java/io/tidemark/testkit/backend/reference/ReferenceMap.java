package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

final class ReferenceMap<N, K, V> extends ReferenceState<N, MapState<K, V>>
    implements MapState<K, V> {

  private final Serializer<K> keys;
  private final Serializer<V> values;

  ReferenceMap(
      ReferenceStore<?> store,
      StateDescriptor.OfMap<K, V> descriptor,
      StateSchema schema,
      Serializer<N> namespaces) {
    super(store, descriptor, schema, namespaces);
    keys = descriptor.key();
    values = descriptor.value();
  }

  @Override
  public @Nullable V get(K key) {
    Cell cell = read(placeOf(key));
    return cell == null ? null : valueOf(cell);
  }

  @Override
  public void put(K key, V value) {
    write(placeOf(key), ReferenceStore.bytesOf(value, values));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> entries) {
    entries.forEach(this::put);
  }

  @Override
  public void remove(K key) {
    store().remove(placeOf(key));
  }

  @Override
  public boolean contains(K key) {
    return store().get(placeOf(key)) != null;
  }

  @Override
  public boolean isEmpty() {
    return entriesBeside(place()).isEmpty();
  }

  /** Walks over the places that were there when it began. */
  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    Place walked = place();
    List<Place> places = new ArrayList<>(entriesBeside(walked).keySet());
    return new Iterator<>() {
      private int next;
      private @Nullable Cell met;
      private @Nullable Place last;

      @Override
      public boolean hasNext() {
        while (met == null && next < places.size()) {
          met = store().get(places.get(next));
          if (met == null) {
            next++;
          }
        }
        return met != null && place().equals(walked);
      }

      @Override
      public Map.Entry<K, V> next() {
        if (!hasNext() || met == null) {
          throw new NoSuchElementException();
        }
        Cell cell = met;
        met = null;
        last = places.get(next++);
        return new Entry(last, cell);
      }

      @Override
      public void remove() {
        if (last == null) {
          throw new IllegalStateException("There is no entry to remove; call next() before");
        }
        store().remove(last);
        last = null;
      }
    };
  }

  @Override
  public Iterable<K> keys() {
    return () ->
        entriesBeside(place()).keySet().stream()
            .map(place -> keys.read(Place.reading(place.userKey())))
            .iterator();
  }

  @Override
  public Iterable<V> values() {
    return () -> {
      Iterator<Map.Entry<K, V>> entries = iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public V next() {
          return entries.next().getValue();
        }
      };
    };
  }

  @Override
  void moveTo(Place place, @Nullable Cell there, Cell cell) {
    store().put(place, cell);
  }

  private Place placeOf(K key) {
    return place().withUserKey(ReferenceStore.bytesOf(key, keys));
  }

  private V valueOf(Cell cell) {
    return values.read(Place.reading(cell.value()));
  }

  /** An entry as it was when the walk came to it. */
  private final class Entry implements Map.Entry<K, V> {

    private final Place place;
    private V value;

    Entry(Place place, Cell met) {
      this.place = place;
      Cell cell = read(place);
      value = valueOf(cell == null ? met : cell);
    }

    @Override
    public K getKey() {
      return keys.read(Place.reading(place.userKey()));
    }

    @Override
    public V getValue() {
      return value;
    }

    @Override
    public V setValue(V newValue) {
      V before = value;
      write(place, ReferenceStore.bytesOf(newValue, values));
      value = newValue;
      return before;
    }
  }
}
