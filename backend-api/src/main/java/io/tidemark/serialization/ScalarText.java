package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/**
 * The text that stands for a value of a scalar type: numbers as Java writes them, {@code true} and
 * {@code false}, strings as they are, bytes in Base64, instants and durations by ISO 8601 ({@code
 * 2026-01-31T12:00:00Z}, {@code PT1.5S}), UUIDs by their 36 characters, and nothing at all for the
 * unit. Printing loses nothing: parsing gives the same bytes (or refuses, for a decimal whose
 * exponent is no int).
 */
public final class ScalarText {

  private ScalarText() {}

  /** Reads a value of {@code type} at the position of {@code in} and returns its text. */
  public static String print(Scalar type, ReadBuffer in) {
    return switch (type) {
      case LONG -> Long.toString(in.readLong());
      case INT -> Integer.toString(in.readInt());
      case SHORT -> Short.toString(in.readShort());
      case BYTE -> Byte.toString(in.readByte());
      case DOUBLE -> Double.toString(in.readDouble());
      case FLOAT -> Float.toString(in.readFloat());
      case BOOLEAN -> Boolean.toString(in.readBoolean());
      case STRING -> Serializers.STRING.read(in);
      case BYTES -> Base64.getEncoder().encodeToString(Serializers.BYTES.read(in));
      case INSTANT -> Serializers.INSTANT.read(in).toString();
      case DURATION -> Serializers.DURATION.read(in).toString();
      case UUID -> Serializers.UUID.read(in).toString();
      case DECIMAL -> Serializers.DECIMAL.read(in).toString();
      case UNIT -> "";
    };
  }

  /**
   * Appends the value of {@code type} that {@code text} stands for.
   *
   * @throws InvalidValueException if it stands for none
   */
  public static void parse(Scalar type, String text, WriteBuffer out) {
    try {
      parseChecked(type, text, out);
    } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
      throw new InvalidValueException(
          "The text is no " + type + "; one looks like " + example(type), e);
    }
  }

  private static void parseChecked(Scalar type, String text, WriteBuffer out) {
    switch (type) {
      case LONG -> out.writeLong(Long.parseLong(text));
      case INT -> out.writeInt(Integer.parseInt(text));
      case SHORT -> out.writeShort(Short.parseShort(text));
      case BYTE -> out.writeByte(Byte.parseByte(text));
      case DOUBLE -> Serializers.DOUBLE.write(Double.parseDouble(text), out);
      case FLOAT -> Serializers.FLOAT.write(Float.parseFloat(text), out);
      case BOOLEAN -> out.writeBoolean(parseBoolean(text));
      case STRING -> Serializers.STRING.write(text, out);
      case BYTES -> Serializers.BYTES.write(Base64.getDecoder().decode(text), out);
      case INSTANT -> Serializers.INSTANT.write(Instant.parse(text), out);
      case DURATION -> Serializers.DURATION.write(Duration.parse(text), out);
      case UUID -> Serializers.UUID.write(UUID.fromString(text), out);
      case DECIMAL -> Serializers.DECIMAL.write(new BigDecimal(text), out);
      case UNIT -> {
        if (!text.isEmpty()) {
          throw new IllegalArgumentException("The unit has no text");
        }
      }
    }
  }

  private static boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("Neither true nor false");
    };
  }

  private static String example(Scalar type) {
    return switch (type) {
      case LONG, INT, SHORT, BYTE -> "42 and has to be in the range of the type";
      case DOUBLE, FLOAT -> "1.5";
      case BOOLEAN -> "true";
      case STRING -> "any";
      case BYTES -> "SGVsbG8=";
      case INSTANT -> "2026-01-31T12:00:00Z";
      case DURATION -> "PT1.5S";
      case UUID -> "123e4567-e89b-12d3-a456-426614174000";
      case DECIMAL -> "12.50";
      case UNIT -> "nothing";
    };
  }
}
