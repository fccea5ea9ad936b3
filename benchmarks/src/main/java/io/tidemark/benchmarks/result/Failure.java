package io.tidemark.benchmarks.result;

/**
 * An experiment that was begun and not finished.
 *
 * @param experiment its name
 * @param reason what happened, in as many lines as it takes
 */
public record Failure(String experiment, String reason) {

  /** The first line of the reason. */
  public String summary() {
    return reason.lines().findFirst().orElse("");
  }
}
