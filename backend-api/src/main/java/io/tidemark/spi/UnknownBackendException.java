package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/**
 * No provider on the class path bears that backend's name; the message lists those found and the
 * artifact to add.
 */
public final class UnknownBackendException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public UnknownBackendException(String message) {
    super(message);
  }

  public UnknownBackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
