package io.tidemark.runtime.checkpoint;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** A checkpoint came to nothing. The job goes on, and the next one may succeed. */
public final class CheckpointFailedException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public CheckpointFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
