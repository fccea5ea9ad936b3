package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.EnumType;
import io.tidemark.serialization.TypeDescription.ListType;
import io.tidemark.serialization.TypeDescription.MapType;
import io.tidemark.serialization.TypeDescription.OptionalType;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.TypeDescription.SetType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands for a field where it was not written, as the bytes that would have been. */
final class AbsentField {

  private AbsentField() {}

  /**
   * @param description of the field
   * @param primitive whether the field's type is one of Java's primitives
   * @throws UnsupportedTypeException if the annotation's text stands for no value of the type
   */
  static Optional<byte[]> bytes(
      String place,
      TypeDescription description,
      boolean primitive,
      @Nullable DefaultsTo annotation) {
    if (annotation != null) {
      WriteBuffer out = new WriteBuffer(16);
      parse(place, description, annotation.value(), out);
      return Optional.of(out.toByteArray());
    }
    boolean hasNatural =
        primitive
            || description instanceof OptionalType
            || description instanceof ListType
            || description instanceof SetType
            || description instanceof MapType;
    return hasNatural
        ? Optional.of(new byte[DescribedBytes.smallest(description)])
        : Optional.empty();
  }

  private static void parse(
      String place, TypeDescription description, String text, WriteBuffer out) {
    if (description instanceof Scalar scalar) {
      try {
        ScalarText.parse(scalar, text, out);
      } catch (InvalidValueException e) {
        throw new UnsupportedTypeException(place + ", @DefaultsTo: " + e.getMessage(), e);
      }
    } else if (description instanceof EnumType enumType) {
      int position = enumType.constants().indexOf(text);
      if (position < 0) {
        throw new UnsupportedTypeException(
            place + ", @DefaultsTo: " + text + " is none of " + enumType.constants());
      }
      out.writeVarInt(position);
    } else if (description instanceof OptionalType optional) {
      out.writeBoolean(true);
      parse(place, optional.element(), text, out);
    } else {
      throw new UnsupportedTypeException(
          place
              + ", @DefaultsTo: "
              + description
              + " has no text; annotate the component with @Nullable instead, and let the record's"
              + " constructor replace null");
    }
  }
}
