package io.tidemark.runtime.connector.file;

import io.tidemark.TidemarkException;

/**
 * A line of the input is not what the job can read. Mend the line, or have the job put such lines
 * aside.
 */
public final class MalformedLineException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  public MalformedLineException(String file, long offset, String reason) {
    super("Malformed line in " + file + " at byte " + offset + ": " + reason);
  }
}
