package io.tidemark.testkit;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.WriteBuffer;
import java.util.Optional;

/**
 * Longs and nothing, as an engine has them whose numbers may be null: a backend may keep them
 * without an object each.
 */
public final class PerhapsLong implements LongEncodedButOne<Optional<Long>> {

  public static final PerhapsLong SERIALIZER = new PerhapsLong();

  private static final Serializer<Optional<Long>> PLAIN = Serializers.optional(Serializers.LONG);
  private static final Optional<Long> NOTHING = Optional.empty();

  private PerhapsLong() {}

  @Override
  public Optional<Long> odd() {
    return NOTHING;
  }

  @Override
  public LongEncoded<Optional<Long>> others() {
    return Present.SERIALIZER;
  }

  @Override
  public boolean skipOdd(ReadBuffer in) {
    int begin = in.position();
    if (in.readBoolean()) {
      in.position(begin);
      return false;
    }
    return true;
  }

  @Override
  public TypeDescription description() {
    return PLAIN.description();
  }

  @Override
  public void write(Optional<Long> value, WriteBuffer out) {
    PLAIN.write(value, out);
  }

  @Override
  public boolean isCanonical() {
    return true;
  }

  @Override
  public Compatibility<Optional<Long>> resolve(TypeDescription written) {
    return PLAIN.resolve(written);
  }

  /** Longs that are there. */
  private static final class Present implements LongEncoded<Optional<Long>> {

    private static final Present SERIALIZER = new Present();

    @Override
    public long toLong(Optional<Long> value) {
      return value.orElseThrow();
    }

    @Override
    public Optional<Long> fromLong(long bits) {
      return Optional.of(bits);
    }

    @Override
    public void writeLong(long bits, WriteBuffer out) {
      out.writeBoolean(true);
      out.writeLong(bits);
    }

    @Override
    public long readLong(ReadBuffer in) {
      return read(in).orElseThrow();
    }

    @Override
    public TypeDescription description() {
      return PLAIN.description();
    }

    @Override
    public void write(Optional<Long> value, WriteBuffer out) {
      PLAIN.write(value, out);
    }

    @Override
    public Optional<Long> read(ReadBuffer in) {
      return PLAIN.read(in);
    }

    @Override
    public Optional<Long> copy(Optional<Long> value) {
      return value;
    }

    @Override
    public boolean isImmutable() {
      return true;
    }

    @Override
    public boolean isCanonical() {
      return true;
    }

    @Override
    public Compatibility<Optional<Long>> resolve(TypeDescription written) {
      return PLAIN.resolve(written);
    }
  }
}
