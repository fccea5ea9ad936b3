package io.tidemark.serialization;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a sequence of bytes means: the persisted side of a {@link Serializer}.
 *
 * <p>A description is a tree of immutable values with structural equality. It has one {@linkplain
 * #text canonical text}, from which {@link #parse} makes an equal description, and from which alone
 * a reader in any language can read the bytes: {@code docs/FORMAT-TYPES.md} is normative for both.
 *
 * <p>Names of records and enums are there for people. What decides about compatibility are the
 * names of fields, of enum constants and of the variants of a union.
 */
public sealed interface TypeDescription {

  /** The deepest nesting that has a text. */
  int MAX_DEPTH = 64;

  /** The greatest length of a text, in chars. */
  int MAX_TEXT_LENGTH = 1 << 20;

  /**
   * The canonical text: equal descriptions have equal texts, and {@link #parse} reads it back.
   *
   * @throws UnsupportedTypeException if it is nested deeper than {@link #MAX_DEPTH} or its text is
   *     longer than {@link #MAX_TEXT_LENGTH}
   */
  default String text() {
    return TypeText.complete(this);
  }

  /**
   * Reads a {@linkplain #text canonical text}. White space between its parts does not matter.
   *
   * @throws MalformedBytesException naming the position, if it is not one
   */
  static TypeDescription parse(String text) {
    return new TypeParser(text).parse();
  }

  /** A type without parts. */
  enum Scalar implements TypeDescription {
    LONG("long"),
    INT("int"),
    SHORT("short"),
    BYTE("byte"),
    DOUBLE("double"),
    FLOAT("float"),
    BOOLEAN("boolean"),
    STRING("string"),
    BYTES("bytes"),
    INSTANT("instant"),
    DURATION("duration"),
    UUID("uuid"),
    DECIMAL("decimal"),
    /** The type of one value, which takes no bytes; it is never a part of another type. */
    UNIT("unit");

    private final String text;

    Scalar(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A value or nothing. */
  record OptionalType(TypeDescription element) implements TypeDescription {
    public OptionalType {
      requirePart(element);
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** Values in order. */
  record ListType(TypeDescription element) implements TypeDescription {
    public ListType {
      requirePart(element);
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** Different values in no order that means anything. */
  record SetType(TypeDescription element) implements TypeDescription {
    public SetType {
      requirePart(element);
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** Values by different keys in no order that means anything. */
  record MapType(TypeDescription key, TypeDescription value) implements TypeDescription {
    public MapType {
      requirePart(key);
      requirePart(value);
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** Two values. */
  record PairType(TypeDescription first, TypeDescription second) implements TypeDescription {
    public PairType {
      requirePart(first);
      requirePart(second);
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** One of the named constants. */
  record EnumType(String name, List<String> constants) implements TypeDescription {
    public EnumType {
      constants = List.copyOf(constants);
      requireDifferent("constant", constants);
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** A named field of a {@link RecordType}. */
  record Field(String name, TypeDescription type) {
    public Field {
      requirePart(type);
    }
  }

  /** Named fields in the order in which they are written. */
  record RecordType(String name, List<Field> fields) implements TypeDescription {
    public RecordType {
      fields = List.copyOf(fields);
      requireDifferent("field", fields.stream().map(Field::name).toList());
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /** One of several records, told apart by their names. */
  record UnionType(String name, List<RecordType> variants) implements TypeDescription {
    public UnionType {
      variants = List.copyOf(variants);
      requireDifferent("variant", variants.stream().map(RecordType::name).toList());
    }

    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  /**
   * Bytes of another format. They carry their length, so that they can be passed over without being
   * understood.
   *
   * @param kind the format, by which a format plug-in is found: {@code avro}, {@code flink}, …
   * @param name what people know the type by, such as the name of a class or schema
   * @param payload all that the format needs to read the bytes, such as a schema
   */
  record OpaqueType(String kind, String name, String payload) implements TypeDescription {

    /** An opaque type whose payload is binary: kept as Base64, for {@link #payloadBytes}. */
    public static OpaqueType ofBytes(String kind, String name, byte[] payload) {
      return new OpaqueType(kind, name, Base64.getEncoder().encodeToString(payload));
    }

    /**
     * The payload that was given to {@link #ofBytes}.
     *
     * @throws MalformedBytesException if it is not Base64
     */
    public byte[] payloadBytes() {
      try {
        return Base64.getDecoder().decode(payload.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException e) {
        throw new MalformedBytesException(
            "The payload of opaque type "
                + name
                + " of kind "
                + kind
                + " is not Base64: "
                + e.getMessage());
      }
    }

    /** Without the payload, which may be long. */
    @Override
    public String toString() {
      return TypeText.brief(this);
    }
  }

  private static void requirePart(TypeDescription type) {
    if (type == Scalar.UNIT) {
      throw new IllegalArgumentException(
          "unit takes no bytes and cannot be a part of another type");
    }
  }

  private static void requireDifferent(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("Two " + what + "s have the name " + name);
      }
    }
  }
}
