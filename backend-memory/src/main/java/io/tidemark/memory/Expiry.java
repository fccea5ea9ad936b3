package io.tidemark.memory;

import io.tidemark.state.TimeToLive;
import io.tidemark.state.TimeToLive.Refresh;
import java.time.InstantSource;

/** When the entries of a state expire. */
final class Expiry {

  /** A time at which nothing is expired. */
  static final long NEVER = Long.MIN_VALUE;

  private final long lifetime;
  private final Refresh refresh;
  private final InstantSource clock;

  Expiry(TimeToLive timeToLive, InstantSource clock) {
    this.lifetime = timeToLive.duration().toMillis();
    this.refresh = timeToLive.refresh();
    this.clock = clock;
  }

  long now() {
    return clock.millis();
  }

  /** Whether what counts from {@code stamp} is gone at {@code now}. */
  boolean isExpired(long stamp, long now) {
    return now >= stamp && now - stamp >= lifetime;
  }

  boolean refreshesOnRead() {
    return refresh == Refresh.ON_READ_AND_WRITE;
  }

  boolean refreshesOnWrite() {
    return refresh != Refresh.ON_CREATE;
  }
}
