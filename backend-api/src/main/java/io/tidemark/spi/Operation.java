package io.tidemark.spi;

/** What an entry of a blob does to what earlier blobs of its chain say. */
public enum Operation {
  /** Sets the value. */
  PUT(0),
  /** Removes the entry. */
  DELETE(1),
  /** Adds elements to the end of a list. */
  APPEND(2);

  private final int code;

  Operation(int code) {
    this.code = code;
  }

  /** The operation's number in formats. Never changes. */
  public int code() {
    return code;
  }
}
