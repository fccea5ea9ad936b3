package io.tidemark.spi;

import java.util.regex.Pattern;

/** The one rule for names of blobs. */
public final class BlobNames {

  private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}";
  private static final Pattern NAME = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*+");
  private static final Pattern PREFIX =
      Pattern.compile("(?:" + SEGMENT + "/)*+(?:" + SEGMENT + ")?+");
  private static final int MAX_LENGTH = 512;

  private BlobNames() {}

  /**
   * Returns {@code name} if it is one.
   *
   * @throws IllegalArgumentException if it is none, so that no storage ever leaves its root
   */
  public static String check(String name) {
    if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a blob: segments of at most 255 letters, digits, '.', '_' and '-', not"
              + " beginning with a dot, joined by '/', at most "
              + MAX_LENGTH
              + " characters in all");
    }
    return name;
  }

  /** Whether any name begins with {@code prefix}. */
  public static boolean canBegin(String prefix) {
    return prefix.length() <= MAX_LENGTH && PREFIX.matcher(prefix).matches();
  }
}
