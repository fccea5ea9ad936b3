package io.tidemark.runtime.function;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A span of event time.
 *
 * @param start its first millisecond
 * @param end the first millisecond after it
 */
public record TimeWindow(long start, long end) {

  public static final Serializer<TimeWindow> SERIALIZER = Serializers.records(TimeWindow.class);

  public long lastInstant() {
    return end - 1;
  }

  /** Whether the windows overlap or follow each other without a gap. */
  public boolean touches(TimeWindow other) {
    return start <= other.end && other.start <= end;
  }

  /** The window from the first start to the last end. */
  public TimeWindow cover(TimeWindow other) {
    return new TimeWindow(Math.min(start, other.start), Math.max(end, other.end));
  }
}
