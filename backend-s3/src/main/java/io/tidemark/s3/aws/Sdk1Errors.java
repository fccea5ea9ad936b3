package io.tidemark.s3.aws;

import com.amazonaws.AbortedException;
import com.amazonaws.AmazonServiceException;
import com.amazonaws.SdkClientException;
import com.amazonaws.http.timers.client.ClientExecutionTimeoutException;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import io.tidemark.s3.object.ObjectException;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What errors of the AWS SDK for Java 1 mean. */
final class Sdk1Errors {

  private static final int OK = 200;

  private Sdk1Errors() {}

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
    if (e instanceof AmazonS3Exception answer) {
      return ObjectException.answered(
          answer.getStatusCode(), code(answer), answer.getErrorMessage(), answer);
    }
    if (e instanceof AmazonServiceException answer) {
      return ObjectException.answered(
          answer.getStatusCode(), answer.getErrorCode(), answer.getErrorMessage(), answer);
    }
    if (e instanceof ClientExecutionTimeoutException) {
      return ObjectException.timedOut("no answer within s3.request.timeout", e);
    }
    if (e instanceof AbortedException) {
      return ObjectException.givenUp("the thread was interrupted", e);
    }
    if (e instanceof SdkClientException) {
      String message = e.getMessage();
      return message != null && message.startsWith("Unable to verify integrity")
          ? ObjectException.damaged(message, e)
          : ObjectException.unanswered(message, e);
    }
    if (e instanceof IllegalStateException) {
      return ObjectException.givenUp("the storage was closed", e);
    }
    return (RuntimeException) e;
  }

  /**
   * S3's name for an error; null for an answer without a body, of whose status the SDK makes one.
   */
  private static @Nullable String code(AmazonS3Exception answer) {
    return answer.getErrorResponseXml() != null || answer.getStatusCode() == OK
        ? answer.getErrorCode()
        : null;
  }
}
