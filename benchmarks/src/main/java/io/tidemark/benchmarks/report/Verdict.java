package io.tidemark.benchmarks.report;

import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;

/** How a row came out, as the class of what shows it. */
final class Verdict {

  private Verdict() {}

  /**
   * {@code reached}, {@code below} what is to be reached, or {@code slower} than the rival where
   * nothing less is allowed.
   */
  static String of(Comparison row) {
    Distribution ratio = row.ratio();
    Double reach = row.row().reach();
    boolean slower = ratio != null && ratio.median() < 1;
    if (reach == null) {
      return slower ? "slower" : "reached";
    }
    if (row.reached()) {
      return "reached";
    }
    return slower ? "slower" : "below";
  }
}
