package io.tidemark.config;

import java.util.Locale;

/**
 * A whole number with a unit, as in {@code 10 s} or {@code 256 mb}; the space is optional.
 *
 * @param amount at least 0
 * @param unit the unit's letters in lower case, empty if there is none
 */
record QuantityText(long amount, String unit) {

  /**
   * Splits the text.
   *
   * @throws IllegalArgumentException if it does not begin with a whole number that is not negative
   */
  static QuantityText parse(String text) {
    String trimmed = text.strip();
    int digits = 0;
    while (digits < trimmed.length() && isDigit(trimmed.charAt(digits))) {
      digits++;
    }
    if (digits == 0) {
      throw new IllegalArgumentException("it does not begin with a whole number");
    }
    String unit = trimmed.substring(digits).strip();
    if (!unit.isEmpty() && (unit.charAt(0) == '.' || unit.charAt(0) == ',')) {
      throw new IllegalArgumentException("fractions are not supported, use a smaller unit");
    }
    try {
      return new QuantityText(
          Long.parseLong(trimmed.substring(0, digits)), unit.toLowerCase(Locale.ROOT));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the number is too large", e);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
