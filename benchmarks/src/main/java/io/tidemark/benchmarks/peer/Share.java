package io.tidemark.benchmarks.peer;

/**
 * The part of the key groups that one of several stores has.
 *
 * @param index which part
 * @param parts how many parts there are
 */
public record Share(int index, int parts) {

  /** How many key groups all shares have together, the same for every peer. */
  public static final int KEY_GROUPS = 128;

  /** All key groups. */
  public static final Share ALL = new Share(0, 1);
}
