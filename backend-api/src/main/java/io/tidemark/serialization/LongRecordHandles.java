package io.tidemark.serialization;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Set;

/**
 * Composes the handles of a {@link LongRecordCodec} from accessor, constructor and the component's
 * own long.
 */
final class LongRecordHandles {

  private static final Set<Class<?>> INTEGERS =
      Set.of(long.class, int.class, short.class, byte.class);

  private static final MethodHandle TO_LONG = encodedMethod("toLong", long.class, Object.class);
  private static final MethodHandle FROM_LONG = encodedMethod("fromLong", Object.class, long.class);

  private LongRecordHandles() {}

  /**
   * @param constructor of the record, from the component
   */
  static LongRecordCodec codec(
      RecordField component, LongEncoded<?> encoded, MethodHandle constructor) {
    Class<?> record = constructor.type().returnType();
    MethodHandle toLong;
    MethodHandle fromLong;
    if (INTEGERS.contains(component.type())) {
      toLong = component.accessor().asType(methodType(long.class, record));
      fromLong =
          MethodHandles.explicitCastArguments(
              MethodHandles.identity(long.class), methodType(component.type(), long.class));
    } else {
      toLong =
          MethodHandles.filterReturnValue(
              component.accessor().asType(methodType(Object.class, record)),
              TO_LONG.bindTo(encoded));
      fromLong = FROM_LONG.bindTo(encoded).asType(methodType(component.type(), long.class));
    }
    return LongRecordCodecTemplate.define(
        toLong.asType(methodType(long.class, Object.class)),
        MethodHandles.filterReturnValue(fromLong, constructor)
            .asType(methodType(Object.class, long.class)));
  }

  private static MethodHandle encodedMethod(String name, Class<?> result, Class<?> parameter) {
    try {
      return MethodHandles.lookup()
          .findVirtual(LongEncoded.class, name, methodType(result, parameter));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("LongEncoded has no " + name, e);
    }
  }
}
