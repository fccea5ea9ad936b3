package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** Another coordinator has taken over the job. Stop this one; never retry. */
public final class FencedException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public FencedException(String message) {
    super(message);
  }

  public FencedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
