package io.tidemark.runtime.recovery;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides after each failure whether a job starts again. One is made for each job; it remembers.
 */
public interface RestartStrategy {

  /**
   * The job has failed at {@code now} (milliseconds since the epoch): after how long it starts
   * again, or never.
   */
  Optional<Duration> afterFailure(long now);

  /** Why it would not start again, for the error that ends the job. */
  String limit();
}
