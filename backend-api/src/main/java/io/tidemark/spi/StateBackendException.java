package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/**
 * The working state cannot be set up, read or written: a directory, a disk, a native library. The
 * task cannot go on.
 */
public final class StateBackendException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public StateBackendException(String message) {
    super(message);
  }

  public StateBackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
