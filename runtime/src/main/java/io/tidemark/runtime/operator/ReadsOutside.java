package io.tidemark.runtime.operator;

/** A power of operator factories whose operators read something outside of the job. */
@FunctionalInterface
public interface ReadsOutside {

  /**
   * Finds out, before the job starts, whether the input is there.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if it is not
   */
  void requireInput();
}
