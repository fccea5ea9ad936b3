package io.tidemark.serialization.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.serialization.InvalidValueException;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.RandomTypes;
import io.tidemark.serialization.RandomValues;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Samples;
import io.tidemark.serialization.Seed;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  private static final JsonPrinter PRINTER = new JsonPrinter(List.of());

  @Test
  void randomValuesOfRandomTypes_surviveTheWayThroughJson() throws IOException {
    Seed seed = Seed.of(JsonTest.class);
    Random random = seed.random();
    RandomTypes types = new RandomTypes(random, Samples::properString, false);
    RandomValues values = new RandomValues(random, Samples::properString);
    for (int i = 0; i < 3000; i++) {
      TypeDescription type = types.next(random.nextInt(5));
      byte[] bytes = values.bytes(type);
      ReadBuffer in = new ReadBuffer(bytes);

      String json = PRINTER.print(type, in);

      assertThat(in.hasRemaining()).as("%s, %s", type, seed).isFalse();
      assertThat(encode(type, json)).as("%s, %s, %s", type, json, seed).isEqualTo(bytes);
      assertThat(encode(type, throughUtf8(type, bytes))).as("%s, %s", type, seed).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "long                              | -5",
        "double                            | 1.5",
        "double                            | -0.0",
        "double                            | \"NaN\"",
        "float                             | \"-Infinity\"",
        "boolean                           | true",
        "string                            | \"a\\nb\"",
        "string                            | \"a\\ud800\"",
        "bytes                             | \"AAEC\"",
        "instant                           | \"2026-01-31T12:00:00.500Z\"",
        "duration                          | \"PT-1.5S\"",
        "uuid                              | \"123e4567-e89b-12d3-a456-426614174000\"",
        "decimal                           | \"12.50\"",
        "unit                              | null",
        "enum C{EUR, USD}                  | \"USD\"",
        "optional<int>                     | null",
        "optional<optional<int>>           | [null]",
        "optional<optional<int>>           | [1]",
        "list<int>                         | [1,2]",
        "set<string>                       | [\"a\",\"b\"]",
        "map<string, int>                  | {\"a\":1,\"b\":2}",
        "map<long, list<int>>              | {\"7\":[]}",
        "map<enum C{EUR, USD}, boolean>    | {\"USD\":true}",
        "map<pair<int, int>, string>       | [{\"key\":{\"first\":1,\"second\":2},\"value\":\"x\"}]",
        "record R{a: int, b: optional<int>}| {\"a\":1,\"b\":null}",
        "record Nothing{}                  | {}",
        "union U{record A{x: int}, record B{}} | {\"B\":{}}",
        "union U{record A{x: int}, record B{}} | {\"A\":{\"x\":1}}"
      })
  void value_hasItsShape(String type, String json) {
    TypeDescription description = TypeDescription.parse(type);
    assertThat(PRINTER.print(description, new ReadBuffer(encode(description, json))))
        .isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "long                               | \"42\"          | 42",
        "decimal                            | 12.50           | \"12.50\"",
        "double                             | 1e3             | 1000.0",
        "record R{a: int, b: int}           | {\"b\":2,\"a\":1} | {\"a\":1,\"b\":2}",
        "record R{a: int, b: optional<int>} | {\"a\":1}       | {\"a\":1,\"b\":null}"
      })
  void otherWaysToWriteAValue_areUnderstood(String type, String json, String canonical) {
    TypeDescription description = TypeDescription.parse(type);
    assertThat(PRINTER.print(description, new ReadBuffer(encode(description, json))))
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "long                      | ``               | expected a value of type long",
        "long                      | 1.5              | The text is no long",
        "byte                      | 128              | The text is no byte",
        "long                      | 1 2              | After the JSON value there is more",
        "long                      | {                | expected a value of type long",
        "list<long>                | [1,              | The text is no JSON from line 1, column 4",
        "string                    | 5                | expected a value of type string",
        "boolean                   | \"true\"         | expected a value of type boolean",
        "list<int>                 | {}               | expected an array",
        "enum C{EUR}               | \"USD\"          | expected one of [EUR]",
        "record R{a: list<int>}    | {\"a\":[true]}   | record R, field a: list element: expected a value of type int",
        "record R{a: int}          | {}               | record R, field a: it is missing",
        "record R{a: int}          | {\"b\":1}        | record R, field b: there is no such field, only [a]",
        "record R{a: int}          | {\"a\":1,\"a\":2} | record R, field a: it is given twice",
        "union U{record A{}}       | {\"B\":{}}       | expected one of the variants [A]",
        "union U{record A{}}       | {}               | expected an object with one name, of a variant",
        "optional<optional<int>>   | 1                | expected null, or an array of one",
        "map<int, int>             | {\"x\":1}        | map key: The text is no int",
        "map<int, int>             | {\"1\":\"x\"}    | map value: The text is no int",
        "opaque{kind: \"a\", name: \"b\", payload: \"\"} | {} | an opaque type has no JSON that can be encoded"
      })
  void textOfNoSuchValue_isRefusedAtItsPlace(String type, String json, String problem) {
    TypeDescription description = TypeDescription.parse(type);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> encode(description, json))
        .withMessageStartingWith(problem);
  }

  @Test
  void surrogateWithoutPartner_isEscapedWherePlainUtf8WouldBeRefused() throws IOException {
    TypeDescription type = TypeDescription.parse("map<string, string>");
    WriteBuffer out = new WriteBuffer(16);
    Serializers.map(Serializers.STRING, Serializers.STRING)
        .write(Map.of("\"é\udc00", "\ud83d\ude00\ud83d"), out);

    String json = "{\"\\\"\\u00e9\\udc00\":\"\\ud83d\\ude00\\ud83d\"}";
    assertThat(PRINTER.print(type, new ReadBuffer(out.toByteArray()))).isEqualTo(json);
    assertThat(throughUtf8(type, out.toByteArray())).isEqualTo(json);
  }

  @Test
  void bytesOfAnotherType_areMalformed() {
    TypeDescription type = TypeDescription.parse("list<enum C{EUR}>");
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> PRINTER.print(type, new ReadBuffer(new byte[] {1, 7})))
        .withMessageContaining("none at position 7");
  }

  private static byte[] encode(TypeDescription type, String json) {
    WriteBuffer out = new WriteBuffer(16);
    JsonEncoder.encode(type, json, out);
    return out.toByteArray();
  }

  private static String throughUtf8(TypeDescription type, byte[] bytes) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      PRINTER.print(type, new ReadBuffer(bytes), out);
    }
    return stream.toString(StandardCharsets.UTF_8);
  }
}
