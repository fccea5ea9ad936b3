package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.time.Duration;

/** {@linkplain Seconds Seconds and nanoseconds}. */
final class DurationSerializer extends ScalarSerializer<Duration> {

  static final DurationSerializer INSTANCE = new DurationSerializer();

  private DurationSerializer() {
    super(Scalar.DURATION);
  }

  @Override
  public void write(Duration value, WriteBuffer out) {
    Seconds.write(value.getSeconds(), value.getNano(), out);
  }

  @Override
  public Duration read(ReadBuffer in) {
    long seconds = in.readSignedVarLong();
    return Duration.ofSeconds(seconds, Seconds.readNanos(in));
  }
}
