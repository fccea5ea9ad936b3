package io.tidemark.runtime.time;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that also calls back. */
public interface ProcessingTime extends InstantSource {

  /**
   * Runs {@code action} once, as soon as the clock shows {@code time} (milliseconds since the
   * epoch) or later. Never runs it before it returns. {@code action} returns at once.
   */
  Alarm at(long time, Runnable action);

  @Override
  default Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  long millis();

  /** An action that may still be called off. */
  @FunctionalInterface
  interface Alarm {
    /** Calls the action off, unless it runs or has run. Idempotent. */
    void cancel();
  }
}
