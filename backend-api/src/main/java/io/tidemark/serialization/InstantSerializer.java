package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.time.DateTimeException;
import java.time.Instant;

/** {@linkplain Seconds Seconds and nanoseconds} since the epoch. */
final class InstantSerializer extends ScalarSerializer<Instant> {

  static final InstantSerializer INSTANCE = new InstantSerializer();

  private InstantSerializer() {
    super(Scalar.INSTANT);
  }

  @Override
  public void write(Instant value, WriteBuffer out) {
    Seconds.write(value.getEpochSecond(), value.getNano(), out);
  }

  @Override
  public Instant read(ReadBuffer in) {
    long seconds = in.readSignedVarLong();
    int nanos = Seconds.readNanos(in);
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      throw new MalformedBytesException("An instant is farther away than a billion years", e);
    }
  }
}
