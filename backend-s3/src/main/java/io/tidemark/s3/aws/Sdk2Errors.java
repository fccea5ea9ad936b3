package io.tidemark.s3.aws;

import io.tidemark.s3.object.ObjectException;
import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What errors of the AWS SDK for Java 2 mean. */
final class Sdk2Errors {

  private Sdk2Errors() {}

  /** The answer to a request, or the error in the port's words. */
  static <T> T answered(Supplier<T> request) {
    try {
      return request.get();
    } catch (RuntimeException e) {
      throw meaning(e);
    }
  }

  static RuntimeException meaning(Exception e) {
    if (e instanceof IOException) {
      return ObjectException.unanswered("the answer broke off: " + e.getMessage(), e);
    }
    if (e instanceof S3Exception answer) {
      AwsErrorDetails details = answer.awsErrorDetails();
      return ObjectException.answered(
          answer.statusCode(),
          details == null ? null : details.errorCode(),
          details == null ? answer.getMessage() : details.errorMessage(),
          answer);
    }
    if (e instanceof ApiCallAttemptTimeoutException) {
      return ObjectException.timedOut("no answer within s3.request.timeout", e);
    }
    if (e instanceof AbortedException) {
      return ObjectException.givenUp("the thread was interrupted", e);
    }
    if (e instanceof SdkException) {
      return ObjectException.unanswered(e.getMessage(), e);
    }
    if (e instanceof IllegalStateException) {
      return ObjectException.givenUp("the storage was closed", e);
    }
    return (RuntimeException) e;
  }
}
