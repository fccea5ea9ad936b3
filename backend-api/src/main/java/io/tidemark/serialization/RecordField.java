package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Field;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record class.
 *
 * @param place what errors call it
 * @param type the declared type
 * @param accessor of type {@code (R)type}
 * @param present the serializer of values that are not null
 * @param nullable whether null is allowed, and hence written as an optional
 * @param absentBytes how the value is written that stands for the field where it was not written,
 *     if there is one
 */
record RecordField(
    String name,
    String place,
    Class<?> type,
    MethodHandle accessor,
    Serializer<?> present,
    boolean nullable,
    Optional<byte[]> absentBytes) {

  /** The serializer of what stands in the bytes. */
  Serializer<?> written() {
    return nullable ? new OptionalSerializer<>(present) : present;
  }

  Field described() {
    return new Field(name, written().description());
  }

  /** What the constructor takes for a value read by {@link #written}. */
  @Nullable Object argument(Object read) {
    return nullable && read instanceof Optional<?> optional ? optional.orElse(null) : read;
  }
}
