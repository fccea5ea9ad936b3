package io.tidemark.cli;

import io.tidemark.config.InvalidConfigurationException;

/** Checks of arguments that picocli cannot make. */
final class Arguments {

  private Arguments() {}

  static void requireNotNegative(String option, long value) {
    if (value < 0) {
      throw new InvalidConfigurationException(option + " must not be negative: " + value);
    }
  }
}
