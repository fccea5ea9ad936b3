package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.ListType;
import io.tidemark.serialization.TypeDescription.MapType;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.TypeDescription.OptionalType;
import io.tidemark.serialization.TypeDescription.PairType;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.TypeDescription.SetType;
import io.tidemark.serialization.TypeDescription.UnionType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the text of a description by recursive descent, as deep as {@link
 * TypeDescription#MAX_DEPTH}.
 */
final class TypeParser {

  private static final Map<String, Scalar> SCALARS =
      Stream.of(Scalar.values())
          .collect(Collectors.toUnmodifiableMap(Scalar::text, Function.identity()));

  private final String text;
  private int position;
  private int depth;

  TypeParser(String text) {
    this.text = text;
  }

  TypeDescription parse() {
    if (text.length() > TypeDescription.MAX_TEXT_LENGTH) {
      throw new MalformedBytesException(
          "A type description of "
              + text.length()
              + " characters is longer than the "
              + TypeDescription.MAX_TEXT_LENGTH
              + " allowed");
    }
    TypeDescription type = type();
    skipSpace();
    if (position < text.length()) {
      throw malformed(position, "the end expected");
    }
    return type;
  }

  private TypeDescription type() {
    skipSpace();
    int start = position;
    if (++depth > TypeDescription.MAX_DEPTH) {
      throw malformed(start, "nested deeper than " + TypeDescription.MAX_DEPTH);
    }
    String kind = bareName("a type");
    TypeDescription type;
    try {
      type = typeOf(kind, start);
    } catch (IllegalArgumentException e) {
      throw malformed(start, String.valueOf(e.getMessage()));
    }
    depth--;
    return type;
  }

  private TypeDescription typeOf(String kind, int start) {
    Scalar scalar = SCALARS.get(kind);
    if (scalar != null) {
      return scalar;
    }
    return switch (kind) {
      case "optional" -> new OptionalType(only());
      case "list" -> new ListType(only());
      case "set" -> new SetType(only());
      case "map" -> new MapType(first(), second());
      case "pair" -> new PairType(first(), second());
      case "enum" -> new EnumType(name(), braced(this::name));
      case "record" -> new RecordType(name(), braced(this::field));
      case "union" -> new UnionType(name(), braced(this::variant));
      case "opaque" -> opaque();
      default -> throw malformed(start, "unknown type " + kind);
    };
  }

  private TypeDescription only() {
    expect('<');
    TypeDescription type = type();
    expect('>');
    return type;
  }

  private TypeDescription first() {
    expect('<');
    return type();
  }

  private TypeDescription second() {
    expect(',');
    TypeDescription type = type();
    expect('>');
    return type;
  }

  private Field field() {
    String name = name();
    expect(':');
    return new Field(name, type());
  }

  private RecordType variant() {
    skipSpace();
    int start = position;
    if (type() instanceof RecordType record) {
      return record;
    }
    throw malformed(start, "the variants of a union are records");
  }

  private OpaqueType opaque() {
    expect('{');
    String kind = attribute("kind");
    expect(',');
    String name = attribute("name");
    expect(',');
    String payload = attribute("payload");
    expect('}');
    return new OpaqueType(kind, name, payload);
  }

  private String attribute(String attribute) {
    skipSpace();
    int start = position;
    if (!bareName(attribute).equals(attribute)) {
      throw malformed(start, attribute + " expected");
    }
    expect(':');
    skipSpace();
    return quoted();
  }

  private <T> List<T> braced(Supplier<T> part) {
    expect('{');
    List<T> parts = new ArrayList<>();
    skipSpace();
    if (peek() == '}') {
      position++;
      return parts;
    }
    parts.add(part.get());
    skipSpace();
    while (peek() == ',') {
      position++;
      parts.add(part.get());
      skipSpace();
    }
    expect('}');
    return parts;
  }

  private String name() {
    skipSpace();
    return peek() == '"' ? quoted() : bareName("a name");
  }

  private String bareName(String expected) {
    int start = position;
    if (!TypeText.isBareStart(peek())) {
      throw malformed(start, expected + " expected");
    }
    do {
      position++;
    } while (TypeText.isBarePart(peek()));
    return text.substring(start, position);
  }

  private String quoted() {
    int start = position;
    expect('"');
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    throw malformed(start, "the string does not end");
  }

  private char escaped() {
    int start = position - 1;
    char c = peek();
    position++;
    if (c == '"' || c == '\\') {
      return c;
    }
    if (c == 'u' && position + 4 <= text.length()) {
      int value = 0;
      for (int end = position + 4; position < end; position++) {
        if (!HexFormat.isHexDigit(text.charAt(position))) {
          throw malformed(start, "four hexadecimal digits expected");
        }
        value = (value << 4) | HexFormat.fromHexDigit(text.charAt(position));
      }
      return (char) value;
    }
    throw malformed(start, "\\\", \\\\ or \\uXXXX expected");
  }

  private void expect(char c) {
    skipSpace();
    if (peek() != c) {
      throw malformed(position, c + " expected");
    }
    position++;
  }

  /** The next char, or NUL at the end, which no rule of the grammar accepts. */
  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private MalformedBytesException malformed(int at, String problem) {
    String around = text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20));
    return new MalformedBytesException(
        "Type description, position " + at + " (near '" + around + "'): " + problem);
  }
}
