package io.tidemark.testkit.storage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on by a millisecond each time somebody looks. */
final class TickingClock implements InstantSource {

  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.incrementAndGet());
  }
}
