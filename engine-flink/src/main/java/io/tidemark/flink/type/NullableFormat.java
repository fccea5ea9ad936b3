package io.tidemark.flink.type;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.OpaqueFormat;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.TypeDescription.OpaqueType;
import io.tidemark.serialization.WriteBuffer;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Values of Flink's maps, which may be null: a byte that says so, then the value. {@link
 * Null#INSTANCE} stands for null where Tidemark has none.
 */
final class NullableFormat<T> implements OpaqueFormat<Object> {

  static final String KIND = "flink-nullable";

  private final TypeSerializer<T> serializer;
  private final Evolution evolution;
  private final OpaqueType description;
  private final ByThread<T> codecs;

  NullableFormat(TypeSerializer<T> serializer, Evolution evolution) {
    this.serializer = serializer;
    this.evolution = evolution;
    description = SerializerSnapshots.describe(KIND, serializer);
    codecs = new ByThread<>(serializer);
  }

  @Override
  public OpaqueType description() {
    return description;
  }

  @Override
  @SuppressWarnings("unchecked") // the state is asked for with values of T or null
  public void write(Object value, WriteBuffer out) {
    out.writeBoolean(value == Null.INSTANCE);
    if (value != Null.INSTANCE) {
      codecs.codec().write((T) value, out);
    }
  }

  @Override
  public Object read(ReadBuffer in) {
    return in.readBoolean() ? Null.INSTANCE : codecs.codec().read(in);
  }

  @Override
  @SuppressWarnings("unchecked") // the state is asked for with values of T or null
  public Object copy(Object value) {
    return value == Null.INSTANCE || isImmutable() ? value : codecs.codec().copy((T) value);
  }

  @Override
  public boolean isImmutable() {
    return serializer.isImmutableType();
  }

  @Override
  public boolean isCanonical() {
    return false;
  }

  @Override
  public Compatibility<Object> resolve(OpaqueType written) {
    Compatibility<T> answer = evolution.resolve(serializer, description, written);
    if (answer instanceof Compatibility.Incompatible<T> refusal) {
      return new Compatibility.Incompatible<>(refusal.reason());
    }
    if (answer instanceof Compatibility.Migrate<T> migrate) {
      return new Compatibility.Migrate<>(nullable(migrate.reader()));
    }
    Compatibility.Reader<T> older = ((Compatibility.AsIs<T>) answer).older();
    return new Compatibility.AsIs<>(older == null ? null : nullable(older));
  }

  private static <T> Compatibility.Reader<Object> nullable(Compatibility.Reader<T> reader) {
    return in -> in.readBoolean() ? Null.INSTANCE : reader.read(in);
  }
}
