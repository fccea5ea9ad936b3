package io.tidemark.benchmarks.driver;

/**
 * The words between a driver and its workers, one a line. A worker's other output goes to its
 * standard error.
 *
 * <pre>
 * worker                         driver
 * waiting        →
 *                ←               prepare      to all workers at once
 * ready          →
 *                ←               go           to one worker after the other
 * fact NAME X    →                            any number of times
 * done           →
 * …                                           as often as there are measured iterations
 * scores X Y …   →                            one for each measured iteration
 * </pre>
 */
final class Protocol {

  static final String WAITING = "waiting";
  static final String PREPARE = "prepare";
  static final String READY = "ready";
  static final String GO = "go";
  static final String FACT = "fact";
  static final String DONE = "done";
  static final String SCORES = "scores";

  private Protocol() {}
}
