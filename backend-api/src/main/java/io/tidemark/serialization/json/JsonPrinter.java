package io.tidemark.serialization.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.serialization.DescribedBytes;
import io.tidemark.serialization.FormatPlugin;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.ScalarText;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
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
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** Prints bytes as JSON, in the shape that the package describes. */
public final class JsonPrinter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, SupportsJson> formats = new HashMap<>();

  /**
   * @param formats show the opaque types of their kinds
   */
  public JsonPrinter(Iterable<? extends FormatPlugin> formats) {
    for (FormatPlugin format : formats) {
      if (format instanceof SupportsJson printing) {
        this.formats.put(format.kind(), printing);
      }
    }
  }

  /** A printer that knows the formats which the context class loader of this thread sees. */
  public static JsonPrinter ofInstalledFormats() {
    return new JsonPrinter(ServiceLoader.load(FormatPlugin.class));
  }

  /**
   * Reads the value of {@code type} at the position of {@code in} and leaves the position behind
   * it.
   *
   * @throws MalformedBytesException if the bytes are none of that type
   */
  public String print(TypeDescription type, ReadBuffer in) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      print(type, in, out);
    } catch (IOException e) {
      throw new UncheckedIOException("A string in memory takes all that is written", e);
    }
    return text.toString();
  }

  /**
   * As {@link #print(TypeDescription, ReadBuffer)}, into a document that the caller is writing.
   *
   * @throws IOException if {@code out} throws it
   */
  public void print(TypeDescription type, ReadBuffer in, JsonGenerator out) throws IOException {
    if (type instanceof Scalar scalar) {
      printScalar(scalar, in, out);
    } else if (type instanceof OptionalType optional) {
      printOptional(optional, in, out);
    } else if (type instanceof ListType list) {
      printElements(list.element(), in, out);
    } else if (type instanceof SetType set) {
      printElements(set.element(), in, out);
    } else if (type instanceof MapType map) {
      printMap(map, in, out);
    } else if (type instanceof PairType pair) {
      out.writeStartObject();
      out.writeFieldName("first");
      print(pair.first(), in, out);
      out.writeFieldName("second");
      print(pair.second(), in, out);
      out.writeEndObject();
    } else if (type instanceof EnumType enumeration) {
      LosslessString.write(DescribedBytes.constant(enumeration, in), out);
    } else if (type instanceof RecordType record) {
      printRecord(record, in, out);
    } else if (type instanceof UnionType union) {
      RecordType variant = DescribedBytes.variant(union, in);
      out.writeStartObject();
      LosslessString.writeName(variant.name(), out);
      printRecord(variant, in, out);
      out.writeEndObject();
    } else if (type instanceof OpaqueType opaque) {
      printOpaque(opaque, in, out);
    }
  }

  private static void printScalar(Scalar type, ReadBuffer in, JsonGenerator out)
      throws IOException {
    switch (type) {
      case LONG -> out.writeNumber(in.readLong());
      case INT -> out.writeNumber(in.readInt());
      case SHORT -> out.writeNumber(in.readShort());
      case BYTE -> out.writeNumber(in.readByte());
      case DOUBLE -> printDouble(in.readDouble(), out);
      case FLOAT -> printFloat(in.readFloat(), out);
      case BOOLEAN -> out.writeBoolean(in.readBoolean());
      case UNIT -> out.writeNull();
      default -> LosslessString.write(ScalarText.print(type, in), out);
    }
  }

  private static void printDouble(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Double.toString(value));
    }
  }

  private static void printFloat(float value, JsonGenerator out) throws IOException {
    if (Float.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Float.toString(value));
    }
  }

  private void printOptional(OptionalType type, ReadBuffer in, JsonGenerator out)
      throws IOException {
    if (!in.readBoolean()) {
      out.writeNull();
    } else if (type.element() instanceof OptionalType) {
      out.writeStartArray();
      print(type.element(), in, out);
      out.writeEndArray();
    } else {
      print(type.element(), in, out);
    }
  }

  private void printElements(TypeDescription element, ReadBuffer in, JsonGenerator out)
      throws IOException {
    int size = in.readLength(DescribedBytes.smallest(element));
    out.writeStartArray();
    for (int i = 0; i < size; i++) {
      print(element, in, out);
    }
    out.writeEndArray();
  }

  private void printMap(MapType type, ReadBuffer in, JsonGenerator out) throws IOException {
    int size =
        in.readLength(DescribedBytes.smallest(type.key()) + DescribedBytes.smallest(type.value()));
    if (!KeyText.exists(type.key())) {
      out.writeStartArray();
      for (int i = 0; i < size; i++) {
        out.writeStartObject();
        out.writeFieldName("key");
        print(type.key(), in, out);
        out.writeFieldName("value");
        print(type.value(), in, out);
        out.writeEndObject();
      }
      out.writeEndArray();
      return;
    }
    out.writeStartObject();
    for (int i = 0; i < size; i++) {
      LosslessString.writeName(KeyText.print(type.key(), in), out);
      print(type.value(), in, out);
    }
    out.writeEndObject();
  }

  private void printRecord(RecordType type, ReadBuffer in, JsonGenerator out) throws IOException {
    if (type.fields().isEmpty()) {
      in.skip(1);
    }
    out.writeStartObject();
    for (Field field : type.fields()) {
      LosslessString.writeName(field.name(), out);
      print(field.type(), in, out);
    }
    out.writeEndObject();
  }

  private void printOpaque(OpaqueType type, ReadBuffer in, JsonGenerator out) throws IOException {
    byte[] bytes = Serializers.BYTES.read(in);
    SupportsJson format = formats.get(type.kind());
    if (format != null) {
      format.print(type, new ReadBuffer(bytes), out);
      return;
    }
    out.writeStartObject();
    out.writeFieldName("opaque");
    LosslessString.write(type.kind(), out);
    out.writeFieldName("name");
    LosslessString.write(type.name(), out);
    out.writeFieldName("bytes");
    out.writeBinary(bytes);
    out.writeEndObject();
  }
}
