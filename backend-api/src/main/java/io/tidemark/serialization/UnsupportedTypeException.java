package io.tidemark.serialization;

import io.tidemark.TidemarkException;

/**
 * A type of the program has no serializer. The message names the place in the type and what can be
 * done about it; there is nothing to catch, the program has to change.
 */
public final class UnsupportedTypeException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public UnsupportedTypeException(String message) {
    super(message);
  }

  public UnsupportedTypeException(String message, Throwable cause) {
    super(message, cause);
  }
}
