package io.tidemark.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subtask's copy of a map that is the same on all of them. */
public interface BroadcastMap<K, V> {

  @Nullable V get(K key);

  void put(K key, V value);

  void remove(K key);

  boolean contains(K key);

  /** All entries; not to be changed. */
  Map<K, V> entries();

  void clear();
}
