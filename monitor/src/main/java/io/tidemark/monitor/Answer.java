package io.tidemark.monitor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a request is answered with.
 *
 * @param type the media type of the body
 */
@SuppressWarnings("ArrayRecordComponent") // written once, and compared by nobody
record Answer(int status, String type, byte[] body) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes one JSON value. */
  @FunctionalInterface
  interface JsonBody {
    void write(JsonGenerator out) throws IOException;
  }

  static Answer json(int status, JsonBody body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(status, "application/json", bytes.toByteArray());
  }

  static Answer error(int status, String message) {
    return json(
        status,
        out -> {
          out.writeStartObject();
          out.writeStringField("error", message);
          out.writeEndObject();
        });
  }

  static Answer text(String type, String text) {
    return new Answer(200, type, text.getBytes(StandardCharsets.UTF_8));
  }
}
