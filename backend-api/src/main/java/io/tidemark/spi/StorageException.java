package io.tidemark.spi;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** A storage failed. The message names the blob or root and what to do. */
public class StorageException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  public StorageException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Whether the same call may succeed later, as after a time-out; false for missing permissions and
   * the like.
   */
  public boolean isRetryable() {
    return retryable;
  }
}
