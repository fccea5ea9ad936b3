package io.tidemark.runtime.channel;

import io.tidemark.runtime.channel.ChannelElement.Barrier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue from one subtask to another.
 *
 * <p>The bound is soft: {@link #send} never waits and never refuses, so that a subtask in the
 * middle of a record is never stopped there. Producers look at {@link #hasRoom} between records and
 * then wait for their waker.
 *
 * <p>The consumer may take a barrier out of the middle: that is how it overtakes the records ahead
 * of it.
 */
public final class Channel {

  private final int capacity;
  private final Waker producer;
  private final Waker consumer;
  private final ArrayDeque<ChannelElement> queue = new ArrayDeque<>();
  private volatile int size;
  private volatile long newestBarrier = Long.MIN_VALUE;

  public Channel(int capacity, Waker producer, Waker consumer) {
    this.capacity = capacity;
    this.producer = producer;
    this.consumer = consumer;
  }

  /** Whether the producer should go on. */
  boolean hasRoom() {
    return size < capacity;
  }

  void send(ChannelElement element) {
    synchronized (queue) {
      queue.add(element);
      size = queue.size();
      if (element instanceof Barrier barrier) {
        newestBarrier = barrier.checkpoint().id();
      }
    }
    consumer.wake();
  }

  @Nullable ChannelElement poll() {
    if (size == 0) {
      return null;
    }
    boolean wasFull;
    ChannelElement element;
    synchronized (queue) {
      wasFull = queue.size() >= capacity;
      element = queue.poll();
      size = queue.size();
    }
    if (wasFull && hasRoom()) {
      producer.wake();
    }
    return element;
  }

  /** The newest barrier that was ever sent, whether or not it was reached. */
  long newestBarrier() {
    return newestBarrier;
  }

  /** The oldest barrier in the queue whose checkpoint's id is {@code wanted}, or null. */
  @Nullable Barrier firstBarrier(LongPredicate wanted) {
    synchronized (queue) {
      for (ChannelElement element : queue) {
        if (element instanceof Barrier barrier && wanted.test(barrier.checkpoint().id())) {
          return barrier;
        }
      }
      return null;
    }
  }

  /**
   * Takes the barrier of checkpoint {@code id} out of the queue and returns the batches ahead of
   * it, which stay where they are; null if it is not there.
   */
  @Nullable List<RecordBatch> overtake(long id) {
    if (newestBarrier < id) {
      return null;
    }
    List<RecordBatch> ahead;
    boolean wasFull;
    synchronized (queue) {
      wasFull = queue.size() >= capacity;
      ahead = takeOut(id);
      size = queue.size();
    }
    if (wasFull && hasRoom()) {
      producer.wake();
    }
    return ahead;
  }

  private @Nullable List<RecordBatch> takeOut(long id) {
    List<RecordBatch> ahead = new ArrayList<>();
    for (Iterator<ChannelElement> elements = queue.iterator(); elements.hasNext(); ) {
      ChannelElement element = elements.next();
      if (element instanceof RecordBatch batch) {
        ahead.add(batch);
      } else if (element instanceof Barrier barrier && barrier.checkpoint().id() == id) {
        elements.remove();
        return ahead;
      }
    }
    return null;
  }
}
