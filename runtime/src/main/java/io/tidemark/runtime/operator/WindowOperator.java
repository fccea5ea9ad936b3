package io.tidemark.runtime.operator;

import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.function.InvalidJobException;
import io.tidemark.runtime.function.TimeWindow;
import io.tidemark.runtime.function.WindowResult;
import io.tidemark.runtime.function.Windows;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.Timer;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import io.tidemark.state.StateDescriptor;
import java.util.Collection;
import java.util.function.Function;

/**
 * Aggregates the records of each key in windows of event time, and emits a window's result when the
 * watermark has passed its end. A record whose windows have all passed is late, and dropped.
 *
 * <p>The window is the namespace of the aggregating state, and of the timer at its last instant; so
 * a fixed window needs no other state. Windows that merge (sessions) keep theirs in {@link
 * MergingWindows}.
 */
public final class WindowOperator<K, I, A, R, O> implements Operator {

  private final OperatorContext context;
  private final Function<I, K> keyOf;
  private final Windows windows;
  private final WindowResult<K, R, O> result;
  private final KeyedTimers<K, TimeWindow> timers;
  private final NamespacedState<TimeWindow, AggregatingState<I, R>> contents;
  private final MergingWindows merging;

  public WindowOperator(
      OperatorContext context,
      Function<I, K> keyOf,
      Windows windows,
      Aggregation<I, A, R> aggregation,
      Serializer<A> accumulator,
      WindowResult<K, R, O> result) {
    this.context = context;
    this.keyOf = keyOf;
    this.windows = windows;
    this.result = result;
    contents =
        context
            .<K>keyedStore()
            .state(
                StateDescriptor.aggregating("contents", accumulator, aggregation),
                TimeWindow.SERIALIZER);
    merging = new MergingWindows(context.keyedStore());
    timers = new KeyedTimers<>(context, TimeWindow.SERIALIZER, this::onTimer);
  }

  @Override
  public void open() {
    timers.start();
  }

  @Override
  @SuppressWarnings("unchecked") // the edge carries what the function takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    if (timestamp == RecordBatch.NO_TIMESTAMP) {
      throw new InvalidJobException(
          "A record without event time came to the windows of operator '"
              + context.name()
              + "': give the stream its time with withEventTime");
    }
    I record = (I) value;
    timers.setCurrentKey(keyOf.apply(record), keyGroup);
    for (TimeWindow window : windows.assign(timestamp)) {
      add(record, window);
    }
  }

  @Override
  public boolean advanceWatermark(long watermark) {
    return timers.fireEventTime(watermark);
  }

  /** A record is late if the window has passed that it falls into after merging. */
  private void add(I record, TimeWindow window) {
    TimeWindow target = windows.isMerging() ? merging.add(window, this::merge) : window;
    if (target.lastInstant() <= context.currentWatermark()) {
      if (windows.isMerging()) {
        merging.remove(target);
      }
      return;
    }
    contents.in(target).add(record);
    timers.registerEventTimeTimer(target, target.lastInstant());
  }

  @Override
  public void close() {
    timers.close();
  }

  private void merge(TimeWindow merged, Collection<TimeWindow> parts) {
    contents.merge(merged, parts);
    for (TimeWindow part : parts) {
      timers.deleteEventTimeTimer(part, part.lastInstant());
    }
  }

  private void onTimer(Timer<K, TimeWindow> timer, boolean eventTime) {
    TimeWindow window = timer.namespace();
    AggregatingState<I, R> state = contents.in(window);
    R aggregate = state.get();
    if (aggregate != null) {
      context.emit(result.of(timer.key(), window, aggregate), window.lastInstant());
      state.clear();
    }
    if (windows.isMerging()) {
      merging.remove(window);
    }
  }
}
