package io.tidemark.rocksdb;

import io.tidemark.state.TimeToLive;
import io.tidemark.state.TimeToLive.Refresh;
import org.jspecify.annotations.Nullable;

/** When entries of a state expire. Immutable. */
final class Expiry {

  static final Expiry NEVER = new Expiry(null);

  private final long millis;
  private final @Nullable Refresh refresh;

  private Expiry(@Nullable TimeToLive timeToLive) {
    millis = timeToLive == null ? Long.MAX_VALUE : timeToLive.duration().toMillis();
    refresh = timeToLive == null ? null : timeToLive.refresh();
  }

  static Expiry of(@Nullable TimeToLive timeToLive) {
    return timeToLive == null ? NEVER : new Expiry(timeToLive);
  }

  boolean isOn() {
    return refresh != null;
  }

  /** Whether what counts from {@code stamp} is gone at {@code now}. */
  boolean isExpired(long stamp, long now) {
    return refresh != null && now - stamp >= millis;
  }

  boolean countsFromCreation() {
    return refresh == Refresh.ON_CREATE;
  }

  boolean countsFromRead() {
    return refresh == Refresh.ON_READ_AND_WRITE;
  }
}
