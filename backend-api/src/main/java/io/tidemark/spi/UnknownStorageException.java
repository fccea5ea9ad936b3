package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/**
 * No provider on the class path serves that scheme; the message lists those found and the artifact
 * to add.
 */
public final class UnknownStorageException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public UnknownStorageException(String message) {
    super(message);
  }

  public UnknownStorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
