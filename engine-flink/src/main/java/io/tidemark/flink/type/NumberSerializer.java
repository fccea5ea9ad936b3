package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Flink's serializers of whole numbers, whose values a backend may keep as primitives. The bytes
 * and the description are those of any other type of Flink's.
 */
abstract sealed class NumberSerializer<T> implements LongEncoded<T> {

  private final Serializer<T> plain;

  private NumberSerializer(Serializer<T> plain) {
    this.plain = plain;
  }

  /** {@code plain}, which is made of {@code serializer}, with that power if it can have it. */
  @SuppressWarnings("unchecked") // the serializer says what its values are
  static <T> Serializer<T> of(TypeSerializer<T> serializer, Serializer<T> plain) {
    if (serializer instanceof LongSerializer) {
      return (Serializer<T>) new OfLong((Serializer<Long>) plain);
    }
    if (serializer instanceof IntSerializer) {
      return (Serializer<T>) new OfInt((Serializer<Integer>) plain);
    }
    return plain;
  }

  @Override
  public final TypeDescription description() {
    return plain.description();
  }

  @Override
  public final void write(T value, WriteBuffer out) {
    writeLong(toLong(value), out);
  }

  @Override
  public final T read(ReadBuffer in) {
    return fromLong(readLong(in));
  }

  @Override
  public final T copy(T value) {
    return value;
  }

  @Override
  public final boolean isImmutable() {
    return true;
  }

  @Override
  public final boolean isCanonical() {
    return true;
  }

  @Override
  public final Compatibility<T> resolve(TypeDescription written) {
    return plain.resolve(written);
  }

  private static void requireLength(ReadBuffer in, int bytes) {
    int length = in.readLength(1);
    if (length != bytes) {
      throw new MalformedBytesException(
          "A number of " + bytes + " bytes is said to have " + length);
    }
  }

  private static final class OfLong extends NumberSerializer<Long> {

    OfLong(Serializer<Long> plain) {
      super(plain);
    }

    @Override
    public long toLong(Long value) {
      return value;
    }

    @Override
    public Long fromLong(long bits) {
      return bits;
    }

    @Override
    public void writeLong(long bits, WriteBuffer out) {
      out.writeVarInt(Long.BYTES);
      out.writeLong(bits);
    }

    @Override
    public long readLong(ReadBuffer in) {
      requireLength(in, Long.BYTES);
      return in.readLong();
    }
  }

  private static final class OfInt extends NumberSerializer<Integer> {

    OfInt(Serializer<Integer> plain) {
      super(plain);
    }

    @Override
    public long toLong(Integer value) {
      return value;
    }

    @Override
    public Integer fromLong(long bits) {
      return (int) bits;
    }

    @Override
    public void writeLong(long bits, WriteBuffer out) {
      out.writeVarInt(Integer.BYTES);
      out.writeInt((int) bits);
    }

    @Override
    public long readLong(ReadBuffer in) {
      requireLength(in, Integer.BYTES);
      return in.readInt();
    }
  }
}
