package io.tidemark.s3.object;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** A request failed. Which errors are worth another try is decided here, for all clients alike. */
public final class ObjectException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Stands where there was no answer. */
  public static final int NO_STATUS = 0;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private final int status;
  private final String code;
  private final boolean retryable;

  private ObjectException(
      int status, String code, String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
    this.retryable = retryable;
  }

  /**
   * The server answered with an error.
   *
   * @param code S3's name for it; null or empty if the answer had none
   */
  public static ObjectException answered(
      int status, @Nullable String code, @Nullable String message, @Nullable Throwable cause) {
    String name = textOf(code);
    return new ObjectException(status, name, textOf(message), worthRetrying(status, name), cause);
  }

  /** The server said that all went well, but what it sent cannot be right. */
  public static ObjectException nonsense(String message) {
    return new ObjectException(NO_STATUS, "", message, true, null);
  }

  /** What arrived, there or here, is not what was sent. */
  public static ObjectException damaged(@Nullable String message, Throwable cause) {
    return new ObjectException(NO_STATUS, "", textOf(message), true, cause);
  }

  /** There was no answer, or not the whole of one. */
  public static ObjectException unanswered(@Nullable String message, Throwable cause) {
    return new ObjectException(NO_STATUS, "", textOf(message), brokenConnection(cause), cause);
  }

  /** Waiting for the answer took too long. */
  public static ObjectException timedOut(String message, @Nullable Throwable cause) {
    return new ObjectException(NO_STATUS, "", message, true, cause);
  }

  /** Nobody waits for the answer any more. */
  public static ObjectException givenUp(String message, @Nullable Throwable cause) {
    return new ObjectException(NO_STATUS, "", message, false, cause);
  }

  /** The status of the answer, or {@link #NO_STATUS}. */
  public int status() {
    return status;
  }

  /** S3's name for the error; empty if it gave none. */
  public String code() {
    return code;
  }

  /** Whether the same request may succeed later. It may also have succeeded already. */
  public boolean isRetryable() {
    return retryable;
  }

  public boolean isNotFound() {
    return status == 404 && !code.equals("NoSuchBucket");
  }

  public boolean isTaken() {
    return status == 412;
  }

  public boolean isOutOfRange() {
    return status == 416;
  }

  public boolean isThrottled() {
    return status == TOO_MANY_REQUESTS || status == 503 || code.equals("SlowDown");
  }

  static boolean worthRetrying(int status, String code) {
    return code.equals("RequestTimeout")
        || status == REQUEST_TIMEOUT
        || status == TOO_MANY_REQUESTS
        || (status == CONFLICT && code.equals("ConditionalRequestConflict"))
        || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED)
        || (status < 300 && worthRetrying(code));
  }

  /** Some errors come after the headers of a success, or one an object in an answer about many. */
  static boolean worthRetrying(String code) {
    return switch (code) {
      case "InternalError", "ServiceUnavailable", "SlowDown", "RequestTimeout" -> true;
      default -> false;
    };
  }

  private static String textOf(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean brokenConnection(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SSLHandshakeException || each instanceof SSLPeerUnverifiedException) {
        return false;
      }
      // An answer of XML that does not end is one that was cut off.
      if (each instanceof IOException
          || each instanceof XMLStreamException
          || each instanceof SAXException) {
        return true;
      }
    }
    return false;
  }
}
