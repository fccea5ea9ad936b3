package io.tidemark.cli.arguments;

import io.tidemark.config.InvalidConfigurationException;

/** Checks of arguments that picocli cannot make. */
public final class Arguments {

  private Arguments() {}

  public static void requireNotNegative(String option, long value) {
    if (value < 0) {
      throw new InvalidConfigurationException(option + " must not be negative: " + value);
    }
  }
}
