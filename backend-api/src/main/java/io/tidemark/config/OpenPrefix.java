package io.tidemark.config;

/**
 * A prefix under which every key is allowed, because whoever reads the values knows more keys than
 * we do: {@code hadoop.} hands all that follows to Hadoop.
 *
 * @param prefix words as in an option's key, with a dot at the end
 * @param meaning who reads the values, in one line
 * @param sensitive whether values may be secrets, and so are never shown
 */
public record OpenPrefix(String prefix, String meaning, boolean sensitive) {

  /**
   * Rejects a prefix that does not end with a dot.
   *
   * @throws IllegalArgumentException if the prefix is not words with a dot at the end, or the
   *     meaning is blank or has more than one line
   */
  public OpenPrefix {
    if (!prefix.endsWith(".")) {
      throw new IllegalArgumentException(
          ShownText.quoted(prefix) + " is no open prefix: a dot at the end is missing");
    }
    ConfigOption.requireKey(prefix.substring(0, prefix.length() - 1));
    if (meaning.isBlank() || meaning.lines().count() > 1) {
      throw new IllegalArgumentException(prefix + ": the meaning is one line of text");
    }
  }

  /** A prefix whose values are no secrets. */
  public static OpenPrefix of(String prefix, String meaning) {
    return new OpenPrefix(prefix, meaning, false);
  }

  /** A prefix whose values may be secrets. */
  public static OpenPrefix ofSecrets(String prefix, String meaning) {
    return new OpenPrefix(prefix, meaning, true);
  }

  /** Whether the key begins with the prefix and goes on after it. */
  boolean covers(String key) {
    return key.length() > prefix.length() && key.startsWith(prefix);
  }
}
