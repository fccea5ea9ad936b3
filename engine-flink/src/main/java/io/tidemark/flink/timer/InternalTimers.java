package io.tidemark.flink.timer;

import io.tidemark.flink.state.Namespaces;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.Timer;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;

/** The timers of Flink's timer services, which are timers here as well. */
record InternalTimers<K, N>(Namespaces<N> allNamespaces)
    implements TimerElements<TimerHeapInternalTimer<K, N>, K> {

  @Override
  public Serializer<Object> namespaces() {
    return allNamespaces.serializer();
  }

  @Override
  public long timestamp(TimerHeapInternalTimer<K, N> element) {
    return element.getTimestamp();
  }

  @Override
  public K key(TimerHeapInternalTimer<K, N> element) {
    return element.getKey();
  }

  @Override
  public Object namespace(TimerHeapInternalTimer<K, N> element) {
    return allNamespaces.stored(element.getNamespace());
  }

  @Override
  public TimerHeapInternalTimer<K, N> element(Timer<K, Object> timer) {
    return new TimerHeapInternalTimer<>(
        timer.timestamp(), timer.key(), allNamespaces.restored(timer.namespace()));
  }
}
