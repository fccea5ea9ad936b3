package io.tidemark.s3;

import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.settings.ClientSettings;
import io.tidemark.spi.StorageException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what a failed request means for the caller, and what is to be done about it. */
final class S3Errors {

  private final S3Root root;
  private final ClientSettings settings;

  S3Errors(S3Root root, ClientSettings settings) {
    this.root = root;
    this.settings = settings;
  }

  /**
   * The error of a failed attempt.
   *
   * @param attempt what was attempted, as in "Cannot …"
   */
  StorageException of(String attempt, ObjectException e) {
    String said = said(e);
    return new StorageException(
        "Cannot "
            + attempt
            + " under "
            + root
            + " on "
            + settings.server()
            + ": "
            + remedy(e).map(remedy -> remedy + " [" + said + "]").orElse(said)
            + (e.status() == ObjectException.NO_STATUS ? "" : ", status " + e.status()),
        e.isRetryable(),
        vendorsOwn(e));
  }

  private static String said(ObjectException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (!e.code().isEmpty()) {
      return e.code() + (message.isEmpty() ? "" : " (" + message + ")");
    }
    return message.isEmpty() ? "the server did not say why" : message;
  }

  /** The vendor's error, with what was found on the way to it. */
  private static Throwable vendorsOwn(ObjectException e) {
    Throwable cause = e.getCause();
    if (cause == null) {
      return e;
    }
    for (Throwable suppressed : e.getSuppressed()) {
      cause.addSuppressed(suppressed);
    }
    return cause;
  }

  private Optional<String> remedy(ObjectException e) {
    return switch (e.code()) {
      case "NoSuchBucket" ->
          Optional.of("there is no bucket '" + root.bucket() + "': create it, or name another");
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurity" ->
          Optional.of(
              "the server does not accept "
                  + settings.credentials()
                  + ": correct the access key and the secret key");
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          Optional.of(
              "the session token of "
                  + settings.credentials()
                  + " has expired or is not valid: get new temporary credentials");
      case "RequestTimeTooSkewed", "RequestExpired" ->
          Optional.of("this machine's clock is too far from the server's: set it, by NTP best");
      case "AccessDenied", "AllAccessDisabled", "Forbidden" ->
          Optional.of(
              settings.credentials()
                  + " may not do this: give s3:ListBucket, s3:ListBucketMultipartUploads,"
                  + " s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload on"
                  + " bucket '"
                  + root.bucket()
                  + "'");
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          Optional.of("the bucket is in another region: correct s3.region");
      default -> byStatus(e);
    };
  }

  private Optional<String> byStatus(ObjectException e) {
    return switch (e.status()) {
      case 301, 307 -> Optional.of("the bucket is in another region: correct s3.region");
      case 401, 403 ->
          Optional.of(
              "the server does not let "
                  + settings.credentials()
                  + " do this: correct the keys, or give permission on bucket '"
                  + root.bucket()
                  + "'");
      case ObjectException.NO_STATUS -> byCause(e);
      default -> Optional.empty();
    };
  }

  private Optional<String> byCause(ObjectException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of(
            "the host of "
                + settings.server()
                + " is not known: correct s3.endpoint or s3.region (and set"
                + " s3.path.style.access if the server has no host for each bucket)");
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Optional.of(
            "nothing answers at "
                + settings.server()
                + ": correct s3.endpoint, or start the server");
      }
      if (cause instanceof SSLException) {
        return Optional.of(
            "no secure connection to "
                + settings.server()
                + " can be made: correct s3.endpoint, or have this JVM trust its certificate");
      }
      if (cause instanceof SocketTimeoutException) {
        return Optional.of("the server did not answer in time");
      }
      String message = cause.getMessage();
      if (message != null
          && message.startsWith("Unable to load ")
          && message.contains("redential")) {
        return Optional.of(
            "no credentials were found: set s3.access-key and s3.secret-key, s3.profile or"
                + " s3.anonymous, or what the AWS default chain looks at");
      }
    }
    return Optional.empty();
  }
}
