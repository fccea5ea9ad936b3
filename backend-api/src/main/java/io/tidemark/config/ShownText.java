package io.tidemark.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** How text that a person wrote into a configuration is shown in errors and listings. */
final class ShownText {

  /** Stands where a value is not shown. */
  static final String HIDDEN = "******";

  private static final int MAX_LENGTH = 200;

  /** Greedy up to the last {@code @}, because a password in a URI may hold any character. */
  private static final Pattern USER_INFO = Pattern.compile("//.*@", Pattern.DOTALL);

  private ShownText() {}

  /** Whether the text holds a URI with a user, and so perhaps a password. */
  static boolean holdsUserInfo(String text) {
    return USER_INFO.matcher(text).find();
  }

  /**
   * The text on one line of bounded length, with control characters escaped and the user of a URI
   * hidden.
   */
  static String of(String text) {
    String visible = USER_INFO.matcher(text).replaceAll("//" + HIDDEN + "@");
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < visible.length(); i++) {
      if (line.length() >= MAX_LENGTH) {
        return line.append('…').toString();
      }
      char c = visible.charAt(i);
      if (Character.isISOControl(c)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  /** {@link #of} the text, in double quotes. */
  static String quoted(String text) {
    return '"' + of(text) + '"';
  }
}
