package io.tidemark.serialization;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Composes the handles of a {@link RecordCodec} from those of its fields.
 *
 * <p>Writing is a balanced tree of pairs "the left half, then the right half", so that even wide
 * records stay within the compiler's depth of inlining. Reading folds one field after the other in
 * front of the constructor's arguments. A record without fields is one zero byte: nothing that can
 * stand in a list may take no bytes.
 */
final class RecordHandles {

  private static final MethodType WRITE = methodType(void.class, Object.class, WriteBuffer.class);
  private static final MethodType READ = methodType(Object.class, ReadBuffer.class);
  private static final MethodType COPY = methodType(Object.class, Object.class);

  private static final MethodHandle WRITE_NOTHING = ownMethod("writeNothing", WRITE);
  private static final MethodHandle READ_NOTHING =
      ownMethod("readNothing", methodType(void.class, ReadBuffer.class));
  private static final MethodHandle REFUSAL =
      ownMethod(
          "refusal",
          methodType(MalformedBytesException.class, String.class, RuntimeException.class));

  private final Class<?> type;
  private final MethodHandle constructor;
  private final List<RecordField> fields;

  /**
   * @param constructor the canonical one of {@code type}
   */
  RecordHandles(Class<?> type, MethodHandle constructor, List<RecordField> fields) {
    this.type = type;
    this.constructor = constructor;
    this.fields = fields;
  }

  RecordCodec codec() {
    return RecordCodecTemplate.define(write(), read(), copy());
  }

  /** Of type {@code (Object[])Object}: makes the record where speed does not matter. */
  MethodHandle fromArguments() {
    return constructorOfReadValues()
        .asSpreader(Object[].class, fields.size())
        .asType(methodType(Object.class, Object[].class));
  }

  private MethodHandle write() {
    return fields.isEmpty() ? WRITE_NOTHING : write(fields).asType(WRITE);
  }

  private MethodHandle write(List<RecordField> part) {
    if (part.size() == 1) {
      RecordField field = part.get(0);
      return MethodHandles.filterArguments(FieldAccess.writer(field), 0, field.accessor());
    }
    int middle = part.size() / 2;
    return MethodHandles.foldArguments(
        write(part.subList(middle, part.size())), write(part.subList(0, middle)));
  }

  private MethodHandle read() {
    if (fields.isEmpty()) {
      return MethodHandles.filterReturnValue(READ_NOTHING, constructorOfReadValues()).asType(READ);
    }
    MethodHandle handle =
        MethodHandles.dropArguments(constructorOfReadValues(), fields.size(), ReadBuffer.class);
    for (int i = fields.size() - 1; i >= 0; i--) {
      handle = MethodHandles.foldArguments(handle, i, FieldAccess.reader(fields.get(i)));
    }
    return handle.asType(READ);
  }

  private MethodHandle copy() {
    if (fields.isEmpty()) {
      return MethodHandles.identity(Object.class);
    }
    MethodHandle[] copies =
        fields.stream()
            .map(
                field ->
                    MethodHandles.filterReturnValue(field.accessor(), FieldAccess.copier(field)))
            .toArray(MethodHandle[]::new);
    return MethodHandles.permuteArguments(
            MethodHandles.filterArguments(constructor, 0, copies),
            methodType(type, type),
            new int[copies.length])
        .asType(COPY);
  }

  /** Refuses what the constructor refuses, as bytes that are wrong. */
  MethodHandle constructorOfReadValues() {
    return MethodHandles.catchException(
        constructor,
        RuntimeException.class,
        MethodHandles.filterReturnValue(
            REFUSAL.bindTo(type.getSimpleName()),
            MethodHandles.throwException(type, MalformedBytesException.class)));
  }

  private static MethodHandle ownMethod(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(RecordHandles.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This class has no " + name, e);
    }
  }

  static void writeNothing(Object value, WriteBuffer out) {
    out.writeByte(0);
  }

  static void readNothing(ReadBuffer in) {
    in.readByte();
  }

  static MalformedBytesException refusal(String type, RuntimeException cause) {
    return new MalformedBytesException(
        "The constructor of record " + type + " refuses the values that were read", cause);
  }
}
