package io.tidemark.runtime.operator;

/**
 * One subtask's copy of an operator.
 *
 * <p>Obligations: it does not wait, except in code of the job's author; it emits through its
 * context only; state it keeps outside of its context is lost at a restart. {@link #close} is
 * called once, also when {@link #open} failed.
 */
public interface Operator extends AutoCloseable {

  /** Called before everything else, with restored state at hand. */
  default void open() {}

  /**
   * Takes one record.
   *
   * @param input 0, or 1 for the second of two inputs
   * @param keyGroup the key group of the record's key, on an input that is partitioned by key
   */
  void process(int input, Object value, long timestamp, int keyGroup);

  /**
   * Event time has come to {@code watermark}. Called again and again, also without progress.
   * Returns false if there is more to do than the outputs have room for; it is then called again
   * before anything else is processed.
   */
  default boolean advanceWatermark(long watermark) {
    return true;
  }

  /**
   * The watermark for the operators behind this one, when {@code watermark} has come to it. Never
   * goes back.
   */
  default long outputWatermark(long watermark) {
    return watermark;
  }

  /**
   * Whether this operator has nothing to say about event time for now, so that others need not wait
   * for it.
   */
  default boolean isIdle() {
    return false;
  }

  @Override
  default void close() {}
}
