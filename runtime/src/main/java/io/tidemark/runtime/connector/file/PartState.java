package io.tidemark.runtime.connector.file;

/** What has become of a part file; its name begins accordingly. */
enum PartState {
  /** It waits for its checkpoint. */
  PREPARED("."),
  /** Everybody sees it. */
  COMMITTED(""),
  /** The job went back to before it, and may come again to a snapshot that needs it. */
  TAKEN_BACK(".taken-back-");

  private final String mark;

  PartState(String mark) {
    this.mark = mark;
  }

  String fileName(PartFile part) {
    return mark + part.name();
  }

  String mark() {
    return mark;
  }
}
