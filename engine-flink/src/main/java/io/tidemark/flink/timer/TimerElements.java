package io.tidemark.flink.timer;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.Timer;

/**
 * How the elements of a queue look as timers in a store.
 *
 * @param <T> the type of the elements
 */
interface TimerElements<T, K> {

  /** The serializer of what {@link #namespace} returns. */
  Serializer<Object> namespaces();

  long timestamp(T element);

  K key(T element);

  Object namespace(T element);

  /** The element for which {@code timer} stands. */
  T element(Timer<K, Object> timer);
}
