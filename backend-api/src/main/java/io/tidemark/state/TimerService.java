package io.tidemark.state;

/**
 * Timers of the current key. A timer is a time in a namespace; registering it twice is registering
 * it once. It fires once, with its key current, when its time has come.
 *
 * @param <N> the namespace
 */
public interface TimerService<N> {

  /** Up to where event time is complete; {@link Long#MIN_VALUE} before the first watermark. */
  long currentWatermark();

  long currentProcessingTime();

  /** Fires when the watermark reaches {@code time}, in milliseconds of event time. */
  void registerEventTimeTimer(N namespace, long time);

  /** Does nothing where there is no such timer. */
  void deleteEventTimeTimer(N namespace, long time);

  /** Fires when the clock reaches {@code time}, in milliseconds since the epoch. */
  void registerProcessingTimeTimer(N namespace, long time);

  /** Does nothing where there is no such timer. */
  void deleteProcessingTimeTimer(N namespace, long time);
}
