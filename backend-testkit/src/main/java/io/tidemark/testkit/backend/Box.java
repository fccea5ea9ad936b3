package io.tidemark.testkit.backend;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.Field;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.WriteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that whoever holds it can change. */
final class Box {

  static final Serializer<Box> SERIALIZER = new BoxSerializer();

  long number;
  String label;

  Box(long number, String label) {
    this.number = number;
    this.label = label;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Box box && number == box.number && label.equals(box.label);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public String toString() {
    return number + ":" + label;
  }

  private static final class BoxSerializer implements Serializer<Box> {

    private static final TypeDescription DESCRIPTION =
        new RecordType(
            "Box", List.of(new Field("number", Scalar.LONG), new Field("label", Scalar.STRING)));

    @Override
    public TypeDescription description() {
      return DESCRIPTION;
    }

    @Override
    public void write(Box value, WriteBuffer out) {
      out.writeLong(value.number);
      Serializers.STRING.write(value.label, out);
    }

    @Override
    public Box read(ReadBuffer in) {
      long number = in.readLong();
      return new Box(number, Serializers.STRING.read(in));
    }

    @Override
    public Box copy(Box value) {
      return new Box(value.number, value.label);
    }

    @Override
    public boolean isImmutable() {
      return false;
    }

    @Override
    public boolean isCanonical() {
      return false;
    }

    @Override
    public Compatibility<Box> resolve(TypeDescription written) {
      return written.equals(DESCRIPTION)
          ? new Compatibility.AsIs<>()
          : new Compatibility.Incompatible<>("was " + written + ", is " + DESCRIPTION);
    }
  }
}
