package io.tidemark.monitor;

import io.tidemark.TidemarkException;
import org.jspecify.annotations.Nullable;

/** A job cannot be monitored, or a monitor cannot be asked. The job itself is not concerned. */
public final class MonitorException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public MonitorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
