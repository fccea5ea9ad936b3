package io.tidemark.serialization;

/** Where job authors find the serializers of this library. */
public final class Serializers {

  public static final LongEncoded<Long> LONG = LongSerializer.INSTANCE;

  public static final LongEncoded<Integer> INT = IntSerializer.INSTANCE;

  public static final LongEncoded<Short> SHORT = ShortSerializer.INSTANCE;

  public static final LongEncoded<Byte> BYTE = ByteSerializer.INSTANCE;

  public static final LongEncoded<Double> DOUBLE = DoubleSerializer.INSTANCE;

  public static final LongEncoded<Float> FLOAT = FloatSerializer.INSTANCE;

  public static final LongEncoded<Boolean> BOOLEAN = BooleanSerializer.INSTANCE;

  public static final Serializer<String> STRING = StringSerializer.INSTANCE;

  /** Arrays are mutable and never equal to each other: they can be values, never keys. */
  public static final Serializer<byte[]> BYTES = BytesSerializer.INSTANCE;

  private Serializers() {}
}
