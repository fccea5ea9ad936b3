package io.tidemark.benchmarks.peer;

/**
 * A job that every peer runs in its own way: what goes in, and what is to come out, is the same.
 */
public enum ExampleJob {
  /** Words, separated by blanks; {@code word<TAB>count} for each, when all is read. */
  WORD_COUNT,
  /**
   * Lines {@code epoch_millis,account,amount}, in order for each account; {@code
   * account,small_millis,large_millis,amount} for an amount over 500.00 that comes next and within
   * a minute after one under 1.00.
   */
  FRAUD_DETECTION,
  /**
   * Lines {@code epoch_millis,page}, out of order by up to five seconds; {@code
   * window_start,page,count} for every page seen in five seconds.
   */
  PAGE_VIEWS
}
