package io.tidemark.flink.timer;

import io.tidemark.flink.state.Namespaces;
import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.flink.type.RestoredTypes;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateSchema;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.Keyed;
import org.apache.flink.runtime.state.PriorityComparable;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueElement;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.streaming.api.operators.TimerSerializer;
import org.apache.flink.util.FlinkRuntimeException;

/** Makes Flink's priority queues, in one store. */
public final class TimerCreation<K> {

  private static final int INITIAL_CAPACITY = 128;

  private final KeyedStore<K> store;
  private final int maxParallelism;
  private final FlinkTypes types;
  private final RestoredTypes restored;
  private final Map<String, KeyGroupedInternalPriorityQueue<?>> unkept = new HashMap<>();

  public TimerCreation(
      KeyedStore<K> store, int maxParallelism, FlinkTypes types, RestoredTypes restored) {
    this.store = store;
    this.maxParallelism = maxParallelism;
    this.types = types;
    this.restored = restored;
  }

  /**
   * Makes or restores the queue of that name. The timers of Flink's timer services are kept in the
   * store. A queue of anything else, which nothing in Flink has but its tests, is Flink's own on
   * the heap.
   *
   * @throws io.tidemark.state.IncompatibleStateException if what was restored cannot be read so
   */
  @SuppressWarnings("unchecked") // a TimerSerializer is one of internal timers
  public <T extends HeapPriorityQueueElement & PriorityComparable<? super T> & Keyed<?>>
      KeyGroupedInternalPriorityQueue<T> create(String name, TypeSerializer<T> serializer) {
    TypeDescription written =
        restored.timers(name).map(StateSchema::namespace).orElse(TypeDescription.Scalar.UNIT);
    if (serializer instanceof TimerSerializer<?, ?> timers) {
      TimerElements<T, K> elements =
          (TimerElements<T, K>) internalTimers(timers.getNamespaceSerializer(), written);
      return queue(name, elements);
    }
    KeyGroupRange keyGroups =
        new KeyGroupRange(store.keyGroups().first(), store.keyGroups().last());
    KeyGroupedInternalPriorityQueue<T> queue =
        new HeapPriorityQueueSetFactory(keyGroups, maxParallelism, INITIAL_CAPACITY)
            .create(name, serializer);
    unkept.put(name, queue);
    return queue;
  }

  /**
   * Refuses a snapshot that would not have all elements.
   *
   * @throws FlinkRuntimeException if there are elements in a queue of others than timers
   */
  public void requireAllKept() {
    unkept.forEach(
        (name, queue) -> {
          if (!queue.isEmpty()) {
            throw new FlinkRuntimeException(
                "The queue '" + name + "' holds what are no timers; snapshots cannot have them");
          }
        });
  }

  private <T> StoreTimerQueue<T, K> queue(String name, TimerElements<T, K> elements) {
    return new StoreTimerQueue<>(
        store.timers(name, elements.namespaces()), elements, store.keyGroups(), maxParallelism);
  }

  private <N> InternalTimers<K, N> internalTimers(
      TypeSerializer<N> namespaceSerializer, TypeDescription written) {
    return new InternalTimers<>(
        new Namespaces<>(types.reconfigured(namespaceSerializer, written), types));
  }
}
