package io.tidemark.serialization;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The handles that write, read and copy one field of a record, for {@link RecordHandles} to
 * compose. Primitives go straight to the buffers' methods and are not boxed.
 */
final class FieldAccess {

  private static final Lookup LOOKUP = MethodHandles.lookup();

  private static final MethodHandle WRITE =
      ownMethod(
          "write", void.class, Serializer.class, String.class, Object.class, WriteBuffer.class);
  private static final MethodHandle WRITE_NULLABLE =
      ownMethod("writeNullable", void.class, Serializer.class, Object.class, WriteBuffer.class);
  private static final MethodHandle READ =
      ownMethod("read", Object.class, Serializer.class, ReadBuffer.class);
  private static final MethodHandle READ_NULLABLE =
      ownMethod("readNullable", Object.class, Serializer.class, ReadBuffer.class);
  private static final MethodHandle COPY =
      ownMethod("copy", Object.class, Serializer.class, Object.class);

  private FieldAccess() {}

  /** Of type {@code (field's type, WriteBuffer)void}. */
  static MethodHandle writer(RecordField field) {
    if (field.type().isPrimitive()) {
      return primitiveWriter(field.type());
    }
    MethodHandle writer =
        field.nullable()
            ? MethodHandles.insertArguments(WRITE_NULLABLE, 0, field.present())
            : MethodHandles.insertArguments(WRITE, 0, field.present(), field.place());
    return writer.asType(methodType(void.class, field.type(), WriteBuffer.class));
  }

  /** Of type {@code (ReadBuffer)field's type}. */
  static MethodHandle reader(RecordField field) {
    if (field.type().isPrimitive()) {
      return bufferMethod(ReadBuffer.class, "read" + capitalized(field.type()), field.type());
    }
    return MethodHandles.insertArguments(
            field.nullable() ? READ_NULLABLE : READ, 0, field.present())
        .asType(methodType(field.type(), ReadBuffer.class));
  }

  /** Of type {@code (field's type)field's type}. */
  static MethodHandle copier(RecordField field) {
    return field.present().isImmutable()
        ? MethodHandles.identity(field.type())
        : MethodHandles.insertArguments(COPY, 0, field.present())
            .asType(methodType(field.type(), field.type()));
  }

  private static MethodHandle primitiveWriter(Class<?> type) {
    MethodHandle writer;
    if (type == double.class) {
      writer = floatingWriter("writeLong", long.class, Double.class, "doubleToLongBits", type);
    } else if (type == float.class) {
      writer = floatingWriter("writeInt", int.class, Float.class, "floatToIntBits", type);
    } else {
      Class<?> parameter = type == short.class || type == byte.class ? int.class : type;
      writer =
          bufferMethod(WriteBuffer.class, "write" + capitalized(type), void.class, parameter)
              .asType(methodType(void.class, WriteBuffer.class, type));
    }
    return MethodHandles.permuteArguments(
        writer, methodType(void.class, type, WriteBuffer.class), 1, 0);
  }

  /** Writes the bits that have one NaN only. */
  private static MethodHandle floatingWriter(
      String write, Class<?> bitsType, Class<?> box, String toBits, Class<?> type) {
    try {
      return MethodHandles.filterArguments(
          bufferMethod(WriteBuffer.class, write, void.class, bitsType),
          1,
          LOOKUP.findStatic(box, toBits, methodType(bitsType, type)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The JDK has no " + toBits, e);
    }
  }

  private static MethodHandle bufferMethod(
      Class<?> buffer, String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findVirtual(buffer, name, methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The buffer has no " + name, e);
    }
  }

  private static MethodHandle ownMethod(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(FieldAccess.class, name, methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This class has no " + name, e);
    }
  }

  private static String capitalized(Class<?> primitive) {
    String name = primitive.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  static void write(
      Serializer<Object> serializer, String place, @Nullable Object value, WriteBuffer out) {
    if (value == null) {
      throw InvalidValueException.nullAt(place);
    }
    serializer.write(value, out);
  }

  static void writeNullable(
      Serializer<Object> serializer, @Nullable Object value, WriteBuffer out) {
    out.writeBoolean(value != null);
    if (value != null) {
      serializer.write(value, out);
    }
  }

  static Object read(Serializer<Object> serializer, ReadBuffer in) {
    return serializer.read(in);
  }

  static @Nullable Object readNullable(Serializer<Object> serializer, ReadBuffer in) {
    return in.readBoolean() ? serializer.read(in) : null;
  }

  static @Nullable Object copy(Serializer<Object> serializer, @Nullable Object value) {
    return value == null ? null : serializer.copy(value);
  }
}
