package io.tidemark.benchmarks.peer;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One value a key. Each call is what one record costs: the key is made current, then used. */
public interface ValueStore<K, V> extends AutoCloseable {

  @Nullable V get(K key);

  void put(K key, V value);

  /** Reads the value, which is there, and writes what {@code change} makes of it. */
  void modify(K key, UnaryOperator<V> change);

  @Override
  void close();
}
