package io.tidemark.runtime.function;

import io.tidemark.TidemarkException;

/** A job is described in a way that cannot work. Change the job. */
public final class InvalidJobException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public InvalidJobException(String message) {
    super(message);
  }
}
