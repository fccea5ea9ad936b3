package io.tidemark.runtime.function;

import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import org.jspecify.annotations.Nullable;

/** What a keyed function may use: the state and the timers of the current key. */
public interface KeyedContext<K, O> extends Collector<O> {

  /** The state that {@code descriptor} names; best asked for in {@link KeyedProcess#open}. */
  <S extends State> S state(StateDescriptor<S> descriptor);

  K key();

  /** The event time of the record or timer, or null if it has none. */
  @Nullable Long timestamp();

  /** Up to where event time is complete; {@link Long#MAX_VALUE} at the end of all input. */
  long currentWatermark();

  long currentProcessingTime();

  /**
   * Calls {@link KeyedProcess#onTimer} when the watermark reaches {@code time}; {@link
   * Long#MAX_VALUE} is the end.
   */
  void registerEventTimeTimer(long time);

  void deleteEventTimeTimer(long time);

  /** Calls {@link KeyedProcess#onTimer} when the clock reaches {@code time}. */
  void registerProcessingTimeTimer(long time);

  void deleteProcessingTimeTimer(long time);
}
