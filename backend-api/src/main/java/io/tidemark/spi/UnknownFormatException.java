package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/**
 * A store snapshot is in a native format of another backend. Restore it there, or convert it to the
 * portable format.
 */
public final class UnknownFormatException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public UnknownFormatException(String message) {
    super(message);
  }

  public UnknownFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
