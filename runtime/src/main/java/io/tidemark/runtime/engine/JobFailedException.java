package io.tidemark.runtime.engine;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** A job has ended before its time and will not be started again. The cause is its last failure. */
public final class JobFailedException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  JobFailedException(String job, String why, @Nullable Throwable cause) {
    super(
        "Job '"
            + job
            + "' has ended: "
            + (cause == null ? why : FailureText.of(cause) + ". It is not restarted: " + why),
        cause);
  }
}
