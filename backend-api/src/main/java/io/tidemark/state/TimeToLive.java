package io.tidemark.state;

import java.time.Duration;

/**
 * How long an entry is kept: a value, an element of a list, an entry of a map. An expired entry is
 * never returned, never part of a full snapshot, and removed in the background.
 *
 * <p>An entry whose time counts from {@code t} is there until {@code t + duration} and expired at
 * that moment. A read is what hands out the entry's value; asking whether there is one, or for the
 * keys of a map, is none. A refreshed time is a change: the next incremental snapshot has it.
 *
 * @param duration how long; at least one millisecond
 * @param refresh from when the duration counts
 */
public record TimeToLive(Duration duration, Refresh refresh) {

  /** From when the duration counts. */
  public enum Refresh {
    /** From the first write of the entry; later writes leave the time as it is. */
    ON_CREATE,
    /** From the last write of the entry. */
    ON_WRITE,
    /** From the last write or read of the entry. */
    ON_READ_AND_WRITE
  }

  public TimeToLive {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException("A time to live is at least 1 ms, but was " + duration);
    }
  }

  public static TimeToLive onWrite(Duration duration) {
    return new TimeToLive(duration, Refresh.ON_WRITE);
  }

  public static TimeToLive onCreate(Duration duration) {
    return new TimeToLive(duration, Refresh.ON_CREATE);
  }

  public static TimeToLive onReadAndWrite(Duration duration) {
    return new TimeToLive(duration, Refresh.ON_READ_AND_WRITE);
  }
}
