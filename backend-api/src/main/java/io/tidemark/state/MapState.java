package io.tidemark.state;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map whose entries are read and written one by one. An empty map and no map are the same. */
public non-sealed interface MapState<K, V> extends State {

  /** The value under {@code key}, or null where there is none. */
  @Nullable V get(K key);

  /** Puts an entry; the state owns {@code key} and {@code value} from here on. */
  void put(K key, V value);

  /** Puts all entries of {@code entries}. */
  void putAll(Map<? extends K, ? extends V> entries);

  /** Removes an entry. Does nothing where there is none. */
  void remove(K key);

  boolean contains(K key);

  boolean isEmpty();

  /**
   * Walks over the entries in no particular order. {@link Iterator#remove} removes and {@link
   * Map.Entry#setValue} puts. Any other change of this map during the walk may or may not be seen,
   * but never breaks it. The walk ends when the current key changes.
   */
  Iterator<Map.Entry<K, V>> iterator();

  /** {@link #iterator} as an iterable, each time from the start. */
  default Iterable<Map.Entry<K, V>> entries() {
    return this::iterator;
  }

  /** The keys, each time from the start. */
  Iterable<K> keys();

  /** The values, each time from the start. */
  Iterable<V> values();
}
