package io.tidemark.spi;

import org.jspecify.annotations.Nullable;

/**
 * A set of timers with the earliest at its head. Belongs to its store and to the store's thread.
 * Independent of the store's current key.
 *
 * @param <K> the type of the keys
 * @param <N> the type of the namespaces
 */
public interface TimerQueue<K, N> {

  /**
   * Adds a timer; false if it was there. {@code keyGroup} is the key's.
   *
   * @throws IllegalArgumentException if the key group is none of the store's
   */
  boolean add(long timestamp, K key, int keyGroup, N namespace);

  /** Removes a timer; false if it was not there. */
  boolean remove(long timestamp, K key, int keyGroup, N namespace);

  /**
   * A timer than which none is earlier, or null. Stays in the queue. Does not allocate when called
   * again.
   */
  @Nullable Timer<K, N> peek();

  /** Removes and returns what {@link #peek} would give. */
  @Nullable Timer<K, N> poll();

  boolean isEmpty();

  long size();

  /** All timers of one key group, in no order. Changes during the walk may or may not be seen. */
  Iterable<Timer<K, N>> inKeyGroup(int keyGroup);
}
