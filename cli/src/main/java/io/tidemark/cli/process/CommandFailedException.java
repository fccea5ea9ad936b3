package io.tidemark.cli.process;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** What a command was asked to do has failed, though it was asked rightly. */
public final class CommandFailedException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
