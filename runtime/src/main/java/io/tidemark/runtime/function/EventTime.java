package io.tidemark.runtime.function;

import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * Where records have their event time, and how far out of order they may come.
 *
 * @param timestamp the time of a record, in milliseconds since the epoch
 * @param maxOutOfOrderness how much later than a newer one a record may come and still be in time
 * @param idleness after how long without a record a subtask no longer holds event time back; zero
 *     for never
 */
public record EventTime<T>(
    ToLongFunction<T> timestamp, Duration maxOutOfOrderness, Duration idleness) {

  public static <T> EventTime<T> of(ToLongFunction<T> timestamp, Duration maxOutOfOrderness) {
    return new EventTime<>(timestamp, maxOutOfOrderness, Duration.ZERO);
  }

  public EventTime<T> withIdleness(Duration newIdleness) {
    return new EventTime<>(timestamp, maxOutOfOrderness, newIdleness);
  }
}
