package io.tidemark.monitor;

/** A request is not answered with what it asked for. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int CONFLICT = 409;
  static final int TOO_LARGE = 413;
  static final int NOT_JSON = 415;
  static final int TOO_MANY = 429;
  static final int MISDIRECTED = 421;

  private final int status;
  private final String reason;

  RefusedException(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  /** In one sentence, for whoever asked. */
  String reason() {
    return reason;
  }
}
