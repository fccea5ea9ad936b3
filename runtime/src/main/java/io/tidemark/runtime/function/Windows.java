package io.tidemark.runtime.function;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Into which windows of event time records fall. */
public sealed interface Windows {

  /** The windows of a record with this timestamp. */
  List<TimeWindow> assign(long timestamp);

  /** Whether windows that touch become one. */
  default boolean isMerging() {
    return false;
  }

  /** One after the other, each {@code size} long, from the epoch on. */
  static Windows tumbling(Duration size) {
    return new Tumbling(positive("size", size));
  }

  /** Each {@code size} long, a new one every {@code slide}. */
  static Windows sliding(Duration size, Duration slide) {
    return new Sliding(positive("size", size), positive("slide", slide));
  }

  /** As long as there is no gap of {@code gap} between two records. */
  static Windows session(Duration gap) {
    return new Session(positive("gap", gap));
  }

  private static long positive(String what, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException(
          "A window's " + what + " is at least 1 ms, but was " + duration);
    }
    return duration.toMillis();
  }

  /** Windows that follow each other. */
  record Tumbling(long size) implements Windows {
    @Override
    public List<TimeWindow> assign(long timestamp) {
      long start = timestamp - Math.floorMod(timestamp, size);
      return List.of(new TimeWindow(start, start + size));
    }
  }

  /** Windows that overlap. */
  record Sliding(long size, long slide) implements Windows {
    @Override
    public List<TimeWindow> assign(long timestamp) {
      List<TimeWindow> windows = new ArrayList<>();
      long last = timestamp - Math.floorMod(timestamp, slide);
      for (long start = last; start > timestamp - size; start -= slide) {
        windows.add(new TimeWindow(start, start + size));
      }
      return windows;
    }
  }

  /** Windows that grow. */
  record Session(long gap) implements Windows {
    @Override
    public List<TimeWindow> assign(long timestamp) {
      return List.of(new TimeWindow(timestamp, timestamp + gap));
    }

    @Override
    public boolean isMerging() {
      return true;
    }
  }
}
