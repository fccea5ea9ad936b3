package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.DoubleSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Flink's serializers of numbers, whose values a backend may keep as primitives. The bytes and the
 * description are those of any other type of Flink's.
 *
 * @param <T> the numbers, or what they are a part of
 */
abstract sealed class NumberSerializer<T> implements LongEncoded<T> {

  private final Serializer<T> plain;
  private final int length;
  private final boolean isNullable;

  private NumberSerializer(Serializer<T> plain, int bytes, boolean isNullable) {
    this.plain = plain;
    this.isNullable = isNullable;
    length = isNullable ? 1 + bytes : bytes;
  }

  /** {@code plain}, which is made of {@code serializer}, with that power if it can have it. */
  static <T> Serializer<T> of(TypeSerializer<T> serializer, Serializer<T> plain) {
    return isOfNumbers(serializer) ? make(serializer, plain, false) : plain;
  }

  /** Like {@link #of}, for a type that also has {@link Null#INSTANCE}. */
  static Serializer<Object> nullable(TypeSerializer<?> serializer, Serializer<Object> plain) {
    return isOfNumbers(serializer)
        ? new NullableNumberSerializer(plain, make(serializer, plain, true))
        : plain;
  }

  private static boolean isOfNumbers(TypeSerializer<?> serializer) {
    return serializer instanceof LongSerializer
        || serializer instanceof IntSerializer
        || serializer instanceof DoubleSerializer;
  }

  @SuppressWarnings("unchecked") // the serializer says what its values are
  private static <T> LongEncoded<T> make(
      TypeSerializer<?> serializer, Serializer<T> plain, boolean isNullable) {
    if (serializer instanceof LongSerializer) {
      return (LongEncoded<T>) new OfLong((Serializer<Long>) plain, isNullable);
    }
    return serializer instanceof IntSerializer
        ? (LongEncoded<T>) new OfInt((Serializer<Integer>) plain, isNullable)
        : (LongEncoded<T>) new OfDouble((Serializer<Double>) plain, isNullable);
  }

  abstract void writeBits(long bits, WriteBuffer out);

  abstract long readBits(ReadBuffer in);

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
  public final void writeLong(long bits, WriteBuffer out) {
    out.writeVarInt(length);
    if (isNullable) {
      out.writeBoolean(false);
    }
    writeBits(bits, out);
  }

  @Override
  public final long readLong(ReadBuffer in) {
    int found = in.readLength(1);
    if (found != length || isNullable && in.readBoolean()) {
      throw new MalformedBytesException(
          "What should be a number in " + length + " bytes is something else in " + found);
    }
    return readBits(in);
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

  private static final class OfLong extends NumberSerializer<Long> {

    OfLong(Serializer<Long> plain, boolean isNullable) {
      super(plain, Long.BYTES, isNullable);
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
    void writeBits(long bits, WriteBuffer out) {
      out.writeLong(bits);
    }

    @Override
    long readBits(ReadBuffer in) {
      return in.readLong();
    }
  }

  private static final class OfInt extends NumberSerializer<Integer> {

    OfInt(Serializer<Integer> plain, boolean isNullable) {
      super(plain, Integer.BYTES, isNullable);
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
    void writeBits(long bits, WriteBuffer out) {
      out.writeInt((int) bits);
    }

    @Override
    long readBits(ReadBuffer in) {
      return in.readInt();
    }
  }

  /** Its bits know one NaN only, as equality and Flink's bytes do. */
  private static final class OfDouble extends NumberSerializer<Double> {

    OfDouble(Serializer<Double> plain, boolean isNullable) {
      super(plain, Double.BYTES, isNullable);
    }

    @Override
    public long toLong(Double value) {
      return Double.doubleToLongBits(value);
    }

    @Override
    public Double fromLong(long bits) {
      return Double.longBitsToDouble(bits);
    }

    @Override
    void writeBits(long bits, WriteBuffer out) {
      out.writeLong(bits);
    }

    @Override
    long readBits(ReadBuffer in) {
      return Double.doubleToLongBits(in.readDouble());
    }
  }
}
