package io.tidemark.benchmarks.driver;

/** A measured process failed; the message ends with the last lines of its log. */
public final class WorkerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WorkerFailedException(String message) {
    super(message);
  }
}
