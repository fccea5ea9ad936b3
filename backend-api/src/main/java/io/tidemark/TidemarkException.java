package io.tidemark;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error that Tidemark raises on its own account.
 *
 * <p>Each subclass stands for one thing that the caller should do about it; that is what a caller
 * tells errors apart by, never the message.
 *
 * <ol>
 *   <li>The message names the thing it is about (the key, the state, the blob and offset, the
 *       storage) and the remedy, so that it can be acted upon without the stack trace.
 *   <li>The message never holds a secret, nor a value of the job's data.
 *   <li>The error that led to it, if there is one, is its {@linkplain #getCause() cause}.
 * </ol>
 */
public abstract class TidemarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An error that began here.
   *
   * @param message the thing and the remedy
   */
  protected TidemarkException(String message) {
    super(message);
  }

  /**
   * An error that follows from another.
   *
   * @param message the thing and the remedy
   * @param cause what led to it, or null if nothing did
   */
  protected TidemarkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
