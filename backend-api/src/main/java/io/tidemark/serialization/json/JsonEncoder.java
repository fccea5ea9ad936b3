package io.tidemark.serialization.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidemark.serialization.InvalidValueException;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Encodes JSON, in the shape that the package describes, as the bytes that a serializer of the
 * described type would write. Opaque types cannot be encoded.
 */
public final class JsonEncoder {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  private JsonEncoder() {}

  /**
   * Appends to {@code out} the bytes of the value of {@code type} that {@code json} is.
   *
   * @throws InvalidValueException if it is no JSON, or no value of that type, naming the place in
   *     the type
   */
  public static void encode(TypeDescription type, String json, WriteBuffer out) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      new EncodedValue(parser, "").encode(type, out);
      if (parser.nextToken() != null) {
        throw new InvalidValueException("After the JSON value there is more");
      }
    } catch (JsonProcessingException e) {
      throw new InvalidValueException(
          "The text is no JSON from line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + " on: "
              + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("A string in memory can be read", e);
    }
  }
}
