package io.tidemark.serialization;

import io.tidemark.TidemarkException;

/**
 * Bytes cannot be what they are said to be. Whoever knows where they came from turns this into an
 * error that names the place.
 */
public final class MalformedBytesException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public MalformedBytesException(String message) {
    super(message);
  }

  public MalformedBytesException(String message, Throwable cause) {
    super(message, cause);
  }
}
