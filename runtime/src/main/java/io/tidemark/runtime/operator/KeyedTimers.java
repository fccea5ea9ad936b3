package io.tidemark.runtime.operator;

import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a keyed operator: two queues in its store, and the alarm for the first one of
 * processing time.
 *
 * @param <K> the keys
 * @param <N> the namespaces
 */
final class KeyedTimers<K, N> implements TimerService<N> {

  /** What is called when a timer fires, with its key current in the store. */
  interface Handler<K, N> {
    void onTimer(Timer<K, N> timer, boolean eventTime);
  }

  /** After how long to look again when the outputs are full. */
  private static final long ROOM_MILLIS = 5;

  private final OperatorContext context;
  private final KeyedStore<K> store;
  private final TimerQueue<K, N> eventTime;
  private final TimerQueue<K, N> processingTime;
  private final Handler<K, N> handler;
  private @Nullable K key;
  private int keyGroup;
  private ProcessingTime.@Nullable Alarm alarm;
  private long alarmTime = Long.MAX_VALUE;

  KeyedTimers(OperatorContext context, Serializer<N> namespaces, Handler<K, N> handler) {
    this.context = context;
    this.store = context.keyedStore();
    this.handler = handler;
    eventTime = store.timers("event-time", namespaces);
    processingTime = store.timers("processing-time", namespaces);
  }

  /** Calls off the alarm, which would keep the subtask in memory until it rings. */
  void close() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  /** Begins to fire what was restored. */
  void start() {
    scheduleFirst();
  }

  void setCurrentKey(K newKey, int newKeyGroup) {
    key = newKey;
    keyGroup = newKeyGroup;
    store.setCurrentKey(newKey, newKeyGroup);
  }

  K currentKey() {
    K current = key;
    if (current == null) {
      throw new IllegalStateException("There is no current key outside of process and onTimer");
    }
    return current;
  }

  /** Fires what is due at {@code watermark}; false if the outputs are full before it is done. */
  boolean fireEventTime(long watermark) {
    for (Timer<K, N> first = eventTime.peek();
        first != null && first.timestamp() <= watermark;
        first = eventTime.peek()) {
      if (!context.hasRoom()) {
        return false;
      }
      fire(eventTime, true);
    }
    return true;
  }

  @Override
  public long currentWatermark() {
    return context.currentWatermark();
  }

  @Override
  public long currentProcessingTime() {
    return context.processingTime().millis();
  }

  @Override
  public void registerEventTimeTimer(N namespace, long time) {
    eventTime.add(time, currentKey(), keyGroup, namespace);
  }

  @Override
  public void deleteEventTimeTimer(N namespace, long time) {
    eventTime.remove(time, currentKey(), keyGroup, namespace);
  }

  @Override
  public void registerProcessingTimeTimer(N namespace, long time) {
    processingTime.add(time, currentKey(), keyGroup, namespace);
    if (time < alarmTime) {
      scheduleFirst();
    }
  }

  @Override
  public void deleteProcessingTimeTimer(N namespace, long time) {
    processingTime.remove(time, currentKey(), keyGroup, namespace);
  }

  private void fireProcessingTime() {
    alarm = null;
    alarmTime = Long.MAX_VALUE;
    long now = currentProcessingTime();
    for (Timer<K, N> first = processingTime.peek();
        first != null && first.timestamp() <= now && context.hasRoom();
        first = processingTime.peek()) {
      fire(processingTime, false);
    }
    scheduleFirst();
  }

  private void fire(TimerQueue<K, N> queue, boolean isEventTime) {
    Timer<K, N> timer = queue.poll();
    if (timer != null) {
      setCurrentKey(timer.key(), timer.keyGroup());
      handler.onTimer(timer, isEventTime);
    }
  }

  private void scheduleFirst() {
    Timer<K, N> first = processingTime.peek();
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
    alarmTime = first == null ? Long.MAX_VALUE : first.timestamp();
    if (first != null) {
      long soonest = context.hasRoom() ? alarmTime : currentProcessingTime() + ROOM_MILLIS;
      alarm = context.processingTime().at(Math.max(alarmTime, soonest), this::fireProcessingTime);
    }
  }
}
