package io.tidemark.cli.arguments;

import io.tidemark.config.InvalidConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.TypeConversionException;

/** Checks of arguments that picocli cannot make, or not tell of. */
public final class Arguments {

  private Arguments() {}

  /** A place of snapshots. */
  public static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no URI: "
              + e.getReason()
              + "; write it like file:///var/lib/tidemark, and a space as %20");
    }
  }

  public static void requireNotNegative(String option, long value) {
    if (value < 0) {
      throw new InvalidConfigurationException(option + " must not be negative: " + value);
    }
  }
}
