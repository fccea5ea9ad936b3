package io.tidemark.benchmarks.flink;

/** Flink failed, so there is nothing to measure. */
final class FlinkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FlinkException(Exception cause) {
    super(cause);
  }
}
