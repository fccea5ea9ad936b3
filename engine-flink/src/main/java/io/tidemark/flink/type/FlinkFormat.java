package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.OpaqueFormat;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.WriteBuffer;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Values in the bytes of a Flink serializer. */
final class FlinkFormat<T> implements OpaqueFormat<T> {

  static final String KIND = "flink";

  private final TypeSerializer<T> serializer;
  private final boolean isCanonical;
  private final Evolution evolution;
  private final OpaqueType description;
  private final ByThread<T> codecs;

  /**
   * Makes a format.
   *
   * @param isCanonical whether equal values have equal bytes, which Flink asks of every key's and
   *     namespace's serializer and says of none
   */
  FlinkFormat(TypeSerializer<T> serializer, boolean isCanonical, Evolution evolution) {
    this.serializer = serializer;
    this.isCanonical = isCanonical;
    this.evolution = evolution;
    description = SerializerSnapshots.describe(KIND, serializer);
    codecs = new ByThread<>(serializer);
  }

  @Override
  public OpaqueType description() {
    return description;
  }

  @Override
  public void write(T value, WriteBuffer out) {
    codecs.codec().write(value, out);
  }

  @Override
  public T read(ReadBuffer in) {
    return codecs.codec().read(in);
  }

  @Override
  public T copy(T value) {
    return serializer.isImmutableType() ? value : codecs.codec().copy(value);
  }

  @Override
  public boolean isImmutable() {
    return serializer.isImmutableType();
  }

  @Override
  public boolean isCanonical() {
    return isCanonical;
  }

  @Override
  public Compatibility<T> resolve(OpaqueType written) {
    return evolution.resolve(serializer, description, written);
  }
}
