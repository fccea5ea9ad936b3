package io.tidemark.runtime.recovery;

import java.time.Duration;
import java.util.Optional;

/** Never starts again. */
record NoRestart() implements RestartStrategy {

  @Override
  public Optional<Duration> afterFailure(long now) {
    return Optional.empty();
  }

  @Override
  public String limit() {
    return "restart-strategy.type is none";
  }
}
