package io.tidemark.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * How durations are written: {@code 500 ms}, {@code 10 s}, {@code 1 min}, {@code 2 h}, {@code 1 d}.
 */
final class DurationText {

  private record Unit(ChronoUnit unit, String name, Set<String> spellings) {}

  /** From the largest to the smallest. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit(ChronoUnit.DAYS, "d", Set.of("d", "day", "days")),
          new Unit(ChronoUnit.HOURS, "h", Set.of("h", "hour", "hours")),
          new Unit(ChronoUnit.MINUTES, "min", Set.of("m", "min", "minute", "minutes")),
          new Unit(ChronoUnit.SECONDS, "s", Set.of("s", "sec", "second", "seconds")),
          new Unit(
              ChronoUnit.MILLIS,
              "ms",
              Set.of("ms", "milli", "millis", "millisecond", "milliseconds")),
          new Unit(
              ChronoUnit.MICROS,
              "us",
              Set.of("us", "µs", "micro", "micros", "microsecond", "microseconds")),
          new Unit(
              ChronoUnit.NANOS, "ns", Set.of("ns", "nano", "nanos", "nanosecond", "nanoseconds")));

  private DurationText() {}

  /**
   * Reads a duration; a bare number counts milliseconds.
   *
   * @throws IllegalArgumentException if it is not one, is negative, or is so long that its
   *     nanoseconds do not fit into a {@code long} (some 292 years)
   */
  static Duration parse(String text) {
    QuantityText quantity = QuantityText.parse(text);
    ChronoUnit unit = quantity.unit().isEmpty() ? ChronoUnit.MILLIS : unitOf(quantity.unit());
    try {
      return Duration.ofNanos(Math.multiplyExact(quantity.amount(), unit.getDuration().toNanos()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it is longer than 106751 d", e);
    }
  }

  /**
   * Writes a duration in the largest unit that is exact.
   *
   * @throws IllegalArgumentException if it is one that {@link #parse} cannot return
   */
  static String format(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a duration cannot be negative: " + duration);
    }
    if (duration.isZero()) {
      return "0 ms";
    }
    long nanos;
    try {
      nanos = duration.toNanos();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a duration cannot exceed 106751 d: " + duration, e);
    }
    for (Unit unit : UNITS) {
      long nanosInUnit = unit.unit().getDuration().toNanos();
      if (nanos % nanosInUnit == 0) {
        return nanos / nanosInUnit + " " + unit.name();
      }
    }
    throw new AssertionError("nanoseconds divide every duration");
  }

  private static ChronoUnit unitOf(String spelling) {
    for (Unit unit : UNITS) {
      if (unit.spellings().contains(spelling)) {
        return unit.unit();
      }
    }
    throw new IllegalArgumentException(
        ShownText.quoted(spelling) + " is not a unit of time (ns, us, ms, s, min, h, d)");
  }
}
