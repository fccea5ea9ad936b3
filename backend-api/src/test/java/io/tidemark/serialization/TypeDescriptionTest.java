package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.ListType;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeDescriptionTest {

  @Test
  void textOfRandomTypes_parsesToEqualTypes() {
    Seed seed = Seed.of(TypeDescriptionTest.class);
    Random random = seed.random();
    RandomTypes types = new RandomTypes(random, Samples::string, true);
    for (int i = 0; i < 2000; i++) {
      TypeDescription type = types.next(random.nextInt(6));
      String text = type.text();
      assertThat(TypeDescription.parse(text)).as("%s", seed).isEqualTo(type);
      assertThat(TypeDescription.parse(text).text()).as("%s", seed).isEqualTo(text);
      byte[] stored = text.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(stored, StandardCharsets.UTF_8)).as("%s", seed).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long",
        "optional<bytes>",
        "map<string, list<set<uuid>>>",
        "pair<decimal, instant>",
        "enum Currency{EUR, USD}",
        "record Order{id: long, lines: list<record Line{article: string, count: int}>}",
        "record Nothing{}",
        "union Event{record Created{at: instant}, record Closed{}}",
        "record \"with space\"{\"\": byte, \"a\\\"b\": byte}",
        "opaque{kind: \"avro\", name: \"Order\", payload: \"{\\\"type\\\": \\\"long\\\"}\\u000a\"}"
      })
  void canonicalText_isKept(String text) {
    assertThat(TypeDescription.parse(text).text()).isEqualTo(text);
  }

  @Test
  void whiteSpace_doesNotMatter() {
    assertThat(TypeDescription.parse(" map < int ,\n record R { a :\tlong } > ").text())
        .isEqualTo("map<int, record R{a: long}>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                        | 0  | a type expected",
        "lang                      | 0  | unknown type lang",
        "list<lang>                | 5  | unknown type lang",
        "list<long                 | 9  | > expected",
        "list<long>>               | 10 | the end expected",
        "map<long>                 | 8  | , expected",
        "list                      | 4  | < expected",
        "list<unit>                | 0  | unit takes no bytes and cannot be a part of another type",
        "record R{a: long, a: int} | 0  | Two fields have the name a",
        "record R{a long}          | 11 | : expected",
        "record R{a: long,}        | 17 | a name expected",
        "enum E{A, B, A}           | 0  | Two constants have the name A",
        "union U{long}             | 8  | the variants of a union are records",
        "record \"R{}              | 7  | the string does not end",
        "record \"\\n\"{}          | 8  | \\\", \\\\ or \\uXXXX expected",
        "record \"\\u00g0\"{}      | 8  | four hexadecimal digits expected",
        "opaque{name: \"x\"}       | 7  | kind expected",
        "opaque{kind: x}           | 13 | \" expected"
      })
  void malformedText_isRefusedWithItsPosition(String text, int position, String problem) {
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> TypeDescription.parse(text))
        .withMessageStartingWith("Type description, position " + position + " ")
        .withMessageEndingWith(": " + problem);
  }

  @Test
  void textCutAnywhere_isRefused() {
    String text =
        "union U{record R{\"a b\": map<int, opaque{kind: \"k\", name: \"n\", payload: \"\"}>}}";
    assertThat(TypeDescription.parse(text).text()).isEqualTo(text);
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatExceptionOfType(MalformedBytesException.class)
          .isThrownBy(() -> TypeDescription.parse(cut));
    }
  }

  @Test
  void nestingBeyondTheBound_hasNoTextAndIsRefused() {
    TypeDescription type = Scalar.LONG;
    for (int depth = 1; depth < TypeDescription.MAX_DEPTH; depth++) {
      type = new ListType(type);
    }
    assertThat(TypeDescription.parse(type.text())).isEqualTo(type);

    TypeDescription tooDeep = new ListType(type);
    assertThatExceptionOfType(UnsupportedTypeException.class).isThrownBy(tooDeep::text);
    assertThat(tooDeep.toString()).endsWith("…" + ">".repeat(TypeDescription.MAX_DEPTH));
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> TypeDescription.parse("list<".repeat(100_000)))
        .withMessageContaining("nested deeper than " + TypeDescription.MAX_DEPTH);
  }

  @Test
  void textBeyondTheBound_isRefusedBothWays() {
    TypeDescription type =
        new OpaqueType("avro", "Big", "x".repeat(TypeDescription.MAX_TEXT_LENGTH));
    assertThatExceptionOfType(UnsupportedTypeException.class).isThrownBy(type::text);
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(
            () -> TypeDescription.parse(" ".repeat(TypeDescription.MAX_TEXT_LENGTH) + "long"))
        .withMessageContaining("longer than the " + TypeDescription.MAX_TEXT_LENGTH);
  }

  @Test
  void namesOfTwoParts_differ() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnumType("E", List.of("A", "A")))
        .withMessageContaining("name A");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Field("nothing", Scalar.UNIT))
        .withMessageContaining("unit");
  }

  @Test
  void listsOfParts_areCopied() {
    List<Field> fields = new ArrayList<>(List.of(new Field("a", Scalar.INT)));
    RecordType type = new RecordType("R", fields);
    fields.clear();
    assertThat(type.fields()).hasSize(1);
  }

  @Test
  void payloadBytes_areKeptAsBase64() {
    byte[] payload = {0, -1, 2};
    OpaqueType type = OpaqueType.ofBytes("flink", "Pojo", payload);
    assertThat(((OpaqueType) TypeDescription.parse(type.text())).payloadBytes()).isEqualTo(payload);
    assertThat(type).hasToString("opaque{kind: \"flink\", name: \"Pojo\"}");
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> new OpaqueType("flink", "Pojo", "é{").payloadBytes())
        .withMessageContaining("Pojo");
  }
}
