package io.tidemark.s3.policy;

/**
 * How many retries are left, over all requests. A server that is down is not asked by every thread
 * as often as each may; one that is well again is trusted again slowly. Any thread may call.
 */
final class RetryBudget {

  /** So many successes earn one retry. */
  private static final int SUCCESSES = 10;

  private final long most;
  private long left;

  RetryBudget(int retries) {
    this.most = (long) retries * SUCCESSES;
    this.left = most;
  }

  /** Takes a retry, if there is one. */
  synchronized boolean take() {
    if (left < SUCCESSES) {
      return false;
    }
    left -= SUCCESSES;
    return true;
  }

  /** A request succeeded. */
  synchronized void earn() {
    left = Math.min(most, left + 1);
  }
}
