package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.testkit.PerhapsLong;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * A type with a value for each of the numbers that the model uses, and how it is serialized:
 * backends keep texts otherwise than what fits into 64 bits.
 *
 * @param of the value for a number
 * @param number the number of a value
 */
record Numbered<T>(Serializer<T> serializer, LongFunction<T> of, ToLongFunction<T> number) {

  static final Numbered<String> TEXTS =
      new Numbered<>(Serializers.STRING, String::valueOf, Long::parseLong);

  static final Numbered<Long> LONGS =
      new Numbered<>(Serializers.LONG, number -> number, number -> number);

  static final Numbered<Integer> INTS =
      new Numbered<>(Serializers.INT, Math::toIntExact, number -> number);

  static final Numbered<Double> DOUBLES =
      new Numbered<>(Serializers.DOUBLE, number -> number / 8.0, it -> Math.round(it * 8));

  /** Every fifth is none, of which there is therefore no number. */
  static final Numbered<Optional<Long>> PERHAPS_LONGS =
      new Numbered<>(
          PerhapsLong.SERIALIZER,
          number -> number % 5 == 0 ? Optional.empty() : Optional.of(number),
          Optional::orElseThrow);
}
