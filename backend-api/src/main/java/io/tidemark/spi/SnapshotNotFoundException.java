package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** There is no such snapshot; the message says what is there. */
public final class SnapshotNotFoundException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public SnapshotNotFoundException(String message) {
    super(message);
  }

  public SnapshotNotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
