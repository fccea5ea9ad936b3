package io.tidemark.runtime.engine;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.function.InvalidJobException;
import io.tidemark.runtime.recovery.RestartStrategy;
import io.tidemark.spi.FencedException;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.state.IncompatibleStateException;
import java.util.Optional;

/**
 * Decides what follows the failure of an attempt, and counts failures: to be asked once for each.
 * Belongs to the run's thread.
 */
final class FailureRules {

  private final String job;
  private final RestartStrategy restarts;
  private final RestorePoints restorePoints;

  FailureRules(String job, RestartStrategy restarts, RestorePoints restorePoints) {
    this.job = job;
    this.restarts = restarts;
    this.restorePoints = restorePoints;
  }

  /** What follows a failure at {@code now}, in milliseconds since the epoch. */
  AfterFailure after(Throwable cause, long now) {
    if (cause instanceof FencedException) {
      return new AfterFailure.End(JobStatus.FENCED, cause);
    }
    if (isPermanent(cause)) {
      return new AfterFailure.End(JobStatus.FAILED, cause);
    }
    Optional<SnapshotCorruptException> damage = restorePoints.damageIn(cause);
    if (damage.isPresent()) {
      return restorePoints.mayFallBack()
          ? new AfterFailure.FromAnother(damage.get())
          : new AfterFailure.End(JobStatus.FAILED, damage.get());
    }
    return restarts
        .afterFailure(now)
        .<AfterFailure>map(AfterFailure.Again::new)
        .orElseGet(
            () ->
                new AfterFailure.End(
                    JobStatus.FAILED, new JobFailedException(job, restarts.limit(), cause)));
  }

  /** What comes again in the same way however often the job is started. */
  private static boolean isPermanent(Throwable cause) {
    return cause instanceof InvalidConfigurationException
        || cause instanceof InvalidJobException
        || cause instanceof IncompatibleStateException;
  }
}
