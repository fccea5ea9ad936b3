package io.tidemark.flink.timer;

import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** Flink's queue of elements, each a timer in the store's queue. */
final class StoreTimerQueue<T, K> implements KeyGroupedInternalPriorityQueue<T> {

  private final TimerQueue<K, Object> queue;
  private final TimerElements<T, K> elements;
  private final KeyGroupRange keyGroups;
  private final int maxParallelism;

  /** The element that was made last for the head, which Flink looks at again and again. */
  private @Nullable Timer<K, Object> headTimer;

  private @Nullable T head;

  StoreTimerQueue(
      TimerQueue<K, Object> queue,
      TimerElements<T, K> elements,
      KeyGroupRange keyGroups,
      int maxParallelism) {
    this.queue = queue;
    this.elements = elements;
    this.keyGroups = keyGroups;
    this.maxParallelism = maxParallelism;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the store gives the same object while it is the head
  public @Nullable T peek() {
    Timer<K, Object> timer = queue.peek();
    if (timer != headTimer) {
      headTimer = timer;
      head = timer == null ? null : elements.element(timer);
    }
    return head;
  }

  @Override
  public @Nullable T poll() {
    T first = peek();
    queue.poll();
    return first;
  }

  @Override
  public boolean add(T element) {
    long time = elements.timestamp(element);
    K key = elements.key(element);
    return queue.add(time, key, keyGroup(key), elements.namespace(element)) && mayBeHead(time);
  }

  @Override
  public boolean remove(T element) {
    long time = elements.timestamp(element);
    K key = elements.key(element);
    boolean mayBeHead = mayBeHead(time);
    return queue.remove(time, key, keyGroup(key), elements.namespace(element)) && mayBeHead;
  }

  @Override
  public boolean isEmpty() {
    return queue.isEmpty();
  }

  @Override
  public int size() {
    return (int) Math.min(Integer.MAX_VALUE, queue.size());
  }

  @Override
  public void addAll(@Nullable Collection<? extends T> more) {
    if (more != null) {
      more.forEach(this::add);
    }
  }

  @Override
  public CloseableIterator<T> iterator() {
    Iterator<T> all =
        IntStream.rangeClosed(keyGroups.first(), keyGroups.last())
            .boxed()
            .flatMap(
                keyGroup -> StreamSupport.stream(queue.inKeyGroup(keyGroup).spliterator(), false))
            .map(elements::element)
            .iterator();
    return CloseableIterator.adapterForIterator(all);
  }

  @Override
  public Set<T> getSubsetForKeyGroup(int keyGroup) {
    Set<T> subset = new HashSet<>();
    queue.inKeyGroup(keyGroup).forEach(timer -> subset.add(elements.element(timer)));
    return subset;
  }

  private boolean mayBeHead(long time) {
    Timer<K, Object> first = queue.peek();
    return first == null || first.timestamp() >= time;
  }

  private int keyGroup(K key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
  }
}
