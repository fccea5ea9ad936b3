package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot was written by a newer version of its format; the message names both. Use a newer
 * release.
 */
public final class SnapshotVersionException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public SnapshotVersionException(String message) {
    super(message);
  }

  public SnapshotVersionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
