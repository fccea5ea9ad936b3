package io.tidemark.serialization;

import io.tidemark.TidemarkException;

/**
 * A value, or a text that stands for one, is none of its type: a null where nothing may be absent,
 * a class that a union does not know, JSON of another shape. Whoever gave the value has to give
 * another one. The message names the place in the type, never the value.
 */
public final class InvalidValueException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public InvalidValueException(String message) {
    super(message);
  }

  public InvalidValueException(String message, Throwable cause) {
    super(message, cause);
  }

  static InvalidValueException nullAt(String place) {
    return new InvalidValueException(
        place
            + " is null, which cannot be written: make it an Optional, or annotate the component of a record with"
            + " @Nullable");
  }
}
