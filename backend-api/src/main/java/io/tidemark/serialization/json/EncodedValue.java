package io.tidemark.serialization.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.serialization.InvalidValueException;
import io.tidemark.serialization.ScalarText;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.ListType;
import io.tidemark.serialization.TypeDescription.MapType;
import io.tidemark.serialization.TypeDescription.OptionalType;
import io.tidemark.serialization.TypeDescription.PairType;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.TypeDescription.SetType;
import io.tidemark.serialization.TypeDescription.UnionType;
import io.tidemark.serialization.WriteBuffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The value at the current token of a parser. Encoding it moves the parser to the value's last
 * token.
 *
 * @param place the way from the outermost type to this value, for errors; empty at its beginning
 */
record EncodedValue(JsonParser json, String place) {

  void encode(TypeDescription type, WriteBuffer out) throws IOException {
    if (type instanceof Scalar scalar) {
      encodeScalar(scalar, out);
    } else if (type instanceof OptionalType optional) {
      encodeOptional(optional, out);
    } else if (type instanceof ListType list) {
      encodeElements(list.element(), "list element", out);
    } else if (type instanceof SetType set) {
      encodeElements(set.element(), "set element", out);
    } else if (type instanceof MapType map) {
      encodeMap(map, out);
    } else if (type instanceof PairType pair) {
      encodeFields(
          "pair",
          List.of(new Field("first", pair.first()), new Field("second", pair.second())),
          out);
    } else if (type instanceof EnumType enumeration) {
      expect(json.currentToken() == JsonToken.VALUE_STRING, "the name of a constant as a string");
      encodeConstant(enumeration, json.getText(), out);
    } else if (type instanceof RecordType record) {
      encodeRecord(record, out);
    } else if (type instanceof UnionType union) {
      encodeUnion(union, out);
    } else {
      throw refused("an opaque type has no JSON that can be encoded");
    }
  }

  private void encodeScalar(Scalar type, WriteBuffer out) throws IOException {
    JsonToken token = json.currentToken();
    boolean fits =
        switch (type) {
          case LONG, INT, SHORT, BYTE, DOUBLE, FLOAT, DECIMAL ->
              token == JsonToken.VALUE_STRING || (token != null && token.isNumeric());
          case BOOLEAN -> token != null && token.isBoolean();
          case UNIT -> token == JsonToken.VALUE_NULL;
          default -> token == JsonToken.VALUE_STRING;
        };
    expect(fits, "a value of type " + type);
    if (type != Scalar.UNIT) {
      encodeText(type, json.getText(), out);
    }
  }

  private void encodeText(Scalar type, String text, WriteBuffer out) {
    try {
      ScalarText.parse(type, text, out);
    } catch (InvalidValueException e) {
      throw new InvalidValueException(placed(String.valueOf(e.getMessage())), e);
    }
  }

  private void encodeConstant(EnumType type, String name, WriteBuffer out) {
    int position = type.constants().indexOf(name);
    expect(position >= 0, "one of " + type.constants());
    out.writeVarInt(position);
  }

  private void encodeOptional(OptionalType type, WriteBuffer out) throws IOException {
    boolean present = json.currentToken() != JsonToken.VALUE_NULL;
    out.writeBoolean(present);
    if (!present) {
      return;
    }
    if (!(type.element() instanceof OptionalType)) {
      encode(type.element(), out);
      return;
    }
    String shape = "null, or an array of one";
    expect(json.currentToken() == JsonToken.START_ARRAY, shape);
    expect(json.nextToken() != JsonToken.END_ARRAY, shape);
    encode(type.element(), out);
    expect(json.nextToken() == JsonToken.END_ARRAY, shape);
  }

  private void encodeElements(TypeDescription element, String part, WriteBuffer out)
      throws IOException {
    expect(json.currentToken() == JsonToken.START_ARRAY, "an array");
    WriteBuffer elements = new WriteBuffer(64);
    int size = 0;
    EncodedValue value = within(part);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      value.encode(element, elements);
      size++;
    }
    out.writeVarInt(size);
    out.writeBytes(elements.array(), 0, elements.position());
  }

  private void encodeMap(MapType type, WriteBuffer out) throws IOException {
    boolean asObject = KeyText.exists(type.key());
    if (asObject) {
      expect(json.currentToken() == JsonToken.START_OBJECT, "an object");
    } else {
      expect(json.currentToken() == JsonToken.START_ARRAY, "an array of keys and values");
    }
    WriteBuffer entries = new WriteBuffer(64);
    int size = 0;
    JsonToken end = asObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    List<Field> entry = List.of(new Field("key", type.key()), new Field("value", type.value()));
    while (json.nextToken() != end) {
      if (asObject) {
        within("map key").encodeKey(type.key(), json.currentName(), entries);
        json.nextToken();
        within("map value").encode(type.value(), entries);
      } else {
        encodeFields("map", entry, entries);
      }
      size++;
    }
    out.writeVarInt(size);
    out.writeBytes(entries.array(), 0, entries.position());
  }

  private void encodeKey(TypeDescription key, String text, WriteBuffer out) {
    if (key instanceof EnumType enumeration) {
      encodeConstant(enumeration, text, out);
    } else {
      encodeText((Scalar) key, text, out);
    }
  }

  private void encodeRecord(RecordType type, WriteBuffer out) throws IOException {
    encodeFields("record " + type.name(), type.fields(), out);
    if (type.fields().isEmpty()) {
      out.writeByte(0);
    }
  }

  private void encodeUnion(UnionType type, WriteBuffer out) throws IOException {
    String shape = "an object with one name, of a variant";
    expect(json.currentToken() == JsonToken.START_OBJECT, shape);
    expect(json.nextToken() == JsonToken.FIELD_NAME, shape);
    List<String> names = type.variants().stream().map(RecordType::name).toList();
    int position = names.indexOf(json.currentName());
    expect(position >= 0, "one of the variants " + names);
    out.writeVarInt(position);
    json.nextToken();
    within("union " + type.name()).encodeRecord(type.variants().get(position), out);
    expect(json.nextToken() == JsonToken.END_OBJECT, shape);
  }

  /** The fields may stand in any order; those that are optional may be left out. */
  private void encodeFields(String what, List<Field> fields, WriteBuffer out) throws IOException {
    expect(json.currentToken() == JsonToken.START_OBJECT, "an object for " + what);
    Map<String, TypeDescription> types =
        fields.stream().collect(Collectors.toMap(Field::name, Field::type));
    Map<String, byte[]> given = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      EncodedValue value = within(what + ", field " + name);
      TypeDescription type = types.get(name);
      if (type == null) {
        throw value.refused("there is no such field, only " + types.keySet());
      }
      json.nextToken();
      WriteBuffer bytes = new WriteBuffer(16);
      value.encode(type, bytes);
      if (given.put(name, bytes.toByteArray()) != null) {
        throw value.refused("it is given twice");
      }
    }
    for (Field field : fields) {
      byte[] bytes = given.get(field.name());
      if (bytes != null) {
        out.writeBytes(bytes);
      } else if (field.type() instanceof OptionalType) {
        out.writeBoolean(false);
      } else {
        throw within(what + ", field " + field.name()).refused("it is missing");
      }
    }
  }

  private EncodedValue within(String part) {
    return new EncodedValue(json, placed(part));
  }

  private void expect(boolean condition, String expected) {
    if (!condition) {
      throw refused("expected " + expected);
    }
  }

  private InvalidValueException refused(String problem) {
    return new InvalidValueException(placed(problem));
  }

  private String placed(String text) {
    return place.isEmpty() ? text : place + ": " + text;
  }
}
