package io.tidemark.s3.object;

import org.jspecify.annotations.Nullable;

/** An object that the server did not delete, and the code and words with which it said so. */
public record Undeleted(String key, String code, String message) {

  /** One that the server refused, with what it said; null where it said nothing. */
  public static Undeleted of(String key, @Nullable String code, @Nullable String message) {
    return new Undeleted(key, code == null ? "" : code, message == null ? "" : message);
  }

  /** One of which the server said nothing: its answer was not the whole of one. */
  static Undeleted unmentioned(String key) {
    return new Undeleted(key, "InternalError", "the answer does not mention it");
  }

  public boolean isWorthRetrying() {
    return ObjectException.worthRetrying(code);
  }
}
