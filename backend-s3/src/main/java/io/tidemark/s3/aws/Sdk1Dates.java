package io.tidemark.s3.aws;

import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.handlers.RequestHandler2;

/**
 * Remembers when the server answered, which SDK 1 leaves out of its results. Each thread finds the
 * date of its own last request.
 */
final class Sdk1Dates extends RequestHandler2 {

  private final ThreadLocal<Long> last = ThreadLocal.withInitial(() -> 0L);

  @Override
  public void afterResponse(Request<?> request, Response<?> response) {
    response
        .getHttpResponse()
        .getAllHeaders()
        .forEach(
            (name, values) -> {
              if (name.equalsIgnoreCase("Date") && !values.isEmpty()) {
                last.set(ServerDate.parse(values.get(0)));
              }
            });
  }

  /** In milliseconds since the epoch; 0 if the server did not say. */
  long take() {
    long date = last.get();
    last.remove();
    return date;
  }
}
