package io.tidemark.cli;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** What a command was asked to do has failed, though it was asked rightly. */
final class CommandFailedException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  CommandFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
