package io.tidemark.monitor;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/** Reads what comes with a request, up to a bound. */
final class RequestBody {

  private RequestBody() {}

  static byte[] read(HttpExchange exchange, long most) throws IOException, RefusedException {
    int bound = (int) Math.min(most, Integer.MAX_VALUE - 1);
    try (InputStream in = exchange.getRequestBody()) {
      byte[] bytes = in.readNBytes(bound + 1);
      if (bytes.length > bound) {
        throw new RefusedException(
            RefusedException.TOO_LARGE,
            "The body is larger than " + most + " bytes (rest.server.max-content-length)");
      }
      return bytes;
    }
  }
}
