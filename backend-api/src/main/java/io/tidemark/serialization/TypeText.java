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
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Writes descriptions as text. */
final class TypeText {

  private final StringBuilder text = new StringBuilder();
  private final boolean complete;
  private int depth;

  private TypeText(boolean complete) {
    this.complete = complete;
  }

  /** The canonical text, refused where {@link TypeParser} would refuse it. */
  static String complete(TypeDescription type) {
    TypeText writer = new TypeText(true);
    writer.type(type);
    return writer.text.toString();
  }

  /**
   * A text for people: without the payloads of opaque types and, beyond the bounds of a complete
   * one, cut short.
   */
  static String brief(TypeDescription type) {
    TypeText writer = new TypeText(false);
    writer.type(type);
    return writer.text.toString();
  }

  private void type(TypeDescription type) {
    depth++;
    if (depth > TypeDescription.MAX_DEPTH || text.length() > TypeDescription.MAX_TEXT_LENGTH) {
      if (complete) {
        throw tooLarge();
      }
      text.append('…');
    } else {
      node(type);
    }
    depth--;
    if (complete && text.length() > TypeDescription.MAX_TEXT_LENGTH) {
      throw tooLarge();
    }
  }

  private void node(TypeDescription type) {
    if (type instanceof Scalar scalar) {
      text.append(scalar.text());
    } else if (type instanceof OptionalType optional) {
      generic("optional", optional.element());
    } else if (type instanceof ListType list) {
      generic("list", list.element());
    } else if (type instanceof SetType set) {
      generic("set", set.element());
    } else if (type instanceof MapType map) {
      generic("map", map.key(), map.value());
    } else if (type instanceof PairType pair) {
      generic("pair", pair.first(), pair.second());
    } else if (type instanceof EnumType enumType) {
      named("enum", enumType.name(), enumType.constants(), this::name);
    } else if (type instanceof RecordType record) {
      named("record", record.name(), record.fields(), this::field);
    } else if (type instanceof UnionType union) {
      named("union", union.name(), union.variants(), this::type);
    } else if (type instanceof OpaqueType opaque) {
      opaque(opaque);
    }
  }

  private void generic(String kind, TypeDescription... parts) {
    text.append(kind).append('<');
    type(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      text.append(", ");
      type(parts[i]);
    }
    text.append('>');
  }

  private <T> void named(String kind, String name, List<T> parts, Consumer<T> part) {
    text.append(kind).append(' ');
    name(name);
    text.append('{');
    String separator = "";
    for (T each : parts) {
      text.append(separator);
      part.accept(each);
      separator = ", ";
    }
    text.append('}');
  }

  private void field(Field field) {
    name(field.name());
    text.append(": ");
    type(field.type());
  }

  private void opaque(OpaqueType opaque) {
    text.append("opaque{kind: ");
    quoted(opaque.kind());
    text.append(", name: ");
    quoted(opaque.name());
    if (complete) {
      text.append(", payload: ");
      quoted(opaque.payload());
    }
    text.append('}');
  }

  private void name(String name) {
    if (isBare(name)) {
      text.append(name);
    } else {
      quoted(name);
    }
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || isUnpaired(value, i)) {
        text.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static boolean isUnpaired(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  private static boolean isBare(String name) {
    if (name.isEmpty() || !isBareStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      if (!isBarePart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isBareStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  static boolean isBarePart(char c) {
    return isBareStart(c) || (c >= '0' && c <= '9');
  }

  private static UnsupportedTypeException tooLarge() {
    return new UnsupportedTypeException(
        "A type may be nested "
            + TypeDescription.MAX_DEPTH
            + " deep and its description may be "
            + TypeDescription.MAX_TEXT_LENGTH
            + " characters long; this one is larger: put the inner part into a state of its own");
  }
}
