package io.tidemark.s3;

/** An object that the server did not delete, and the code and words with which it said so. */
record Undeleted(String key, String code, String message) {

  /** One of which the server said nothing: its answer was not the whole of one. */
  static Undeleted unmentioned(String key) {
    return new Undeleted(key, "InternalError", "the answer does not mention it");
  }

  boolean isWorthRetrying() {
    return ObjectException.worthRetrying(code);
  }
}
