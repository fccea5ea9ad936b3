package io.tidemark.testkit.backend;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test turns it. Any thread may read it. */
final class ManualClock implements InstantSource {

  private final AtomicLong millis;

  ManualClock(long millis) {
    this.millis = new AtomicLong(millis);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    return millis.get();
  }

  void advance(Duration duration) {
    millis.addAndGet(duration.toMillis());
  }

  void set(long newMillis) {
    millis.set(newMillis);
  }
}
