package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.UUID;

/** The sixteen bytes, in the order of the text form. */
final class UuidSerializer extends ScalarSerializer<UUID> {

  static final UuidSerializer INSTANCE = new UuidSerializer();

  private UuidSerializer() {
    super(Scalar.UUID);
  }

  @Override
  public void write(UUID value, WriteBuffer out) {
    out.writeLong(value.getMostSignificantBits());
    out.writeLong(value.getLeastSignificantBits());
  }

  @Override
  public UUID read(ReadBuffer in) {
    long most = in.readLong();
    return new UUID(most, in.readLong());
  }
}
