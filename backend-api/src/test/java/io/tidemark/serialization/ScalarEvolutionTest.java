package io.tidemark.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.TypeDescription.Scalar;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scalar type before every other. */
class ScalarEvolutionTest {

  private static final Map<Scalar, Set<Scalar>> READABLE =
      Map.of(
          Scalar.LONG, EnumSet.of(Scalar.INT, Scalar.SHORT, Scalar.BYTE),
          Scalar.INT, EnumSet.of(Scalar.SHORT, Scalar.BYTE),
          Scalar.SHORT, EnumSet.of(Scalar.BYTE),
          Scalar.DOUBLE, EnumSet.of(Scalar.FLOAT, Scalar.INT, Scalar.SHORT, Scalar.BYTE),
          Scalar.FLOAT, EnumSet.of(Scalar.SHORT, Scalar.BYTE));

  static Stream<Serializer<?>> serializers() {
    return Stream.of(
        Serializers.LONG,
        Serializers.INT,
        Serializers.SHORT,
        Serializers.BYTE,
        Serializers.DOUBLE,
        Serializers.FLOAT,
        Serializers.BOOLEAN,
        Serializers.STRING,
        Serializers.BYTES,
        Serializers.INSTANT,
        Serializers.DURATION,
        Serializers.UUID,
        Serializers.DECIMAL);
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void scalar_readsItselfAndWhatItHoldsWithoutLoss(Serializer<?> today) {
    Scalar own = (Scalar) today.description();
    for (Scalar written : Scalar.values()) {
      Compatibility<?> compatibility = today.resolve(written);
      if (written == own) {
        assertThat(compatibility).isInstanceOf(Compatibility.AsIs.class);
      } else if (READABLE.getOrDefault(own, Set.of()).contains(written)) {
        assertThat(compatibility).isInstanceOf(Compatibility.Migrate.class);
      } else {
        assertThat(compatibility)
            .isEqualTo(new Compatibility.Incompatible<>("was " + written + ", is " + own));
      }
    }
  }

  @Test
  void narrowNumbers_areReadAsWideOnes() {
    for (int value : List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE)) {
      assertThat(evolve(Serializers.INT, Serializers.LONG, value)).isEqualTo(value);
      assertThat(evolve(Serializers.INT, Serializers.DOUBLE, value)).isEqualTo(value);
    }
    for (short value : List.of(Short.MIN_VALUE, (short) -1, Short.MAX_VALUE)) {
      assertThat(evolve(Serializers.SHORT, Serializers.LONG, value)).isEqualTo(value);
      assertThat(evolve(Serializers.SHORT, Serializers.INT, value)).isEqualTo(value);
      assertThat(evolve(Serializers.SHORT, Serializers.DOUBLE, value)).isEqualTo(value);
      assertThat(evolve(Serializers.SHORT, Serializers.FLOAT, value)).isEqualTo(value);
    }
    for (byte value : List.of(Byte.MIN_VALUE, (byte) -1, Byte.MAX_VALUE)) {
      assertThat(evolve(Serializers.BYTE, Serializers.LONG, value)).isEqualTo(value);
      assertThat(evolve(Serializers.BYTE, Serializers.INT, value)).isEqualTo(value);
      assertThat(evolve(Serializers.BYTE, Serializers.SHORT, value)).isEqualTo(value);
      assertThat(evolve(Serializers.BYTE, Serializers.DOUBLE, value)).isEqualTo(value);
      assertThat(evolve(Serializers.BYTE, Serializers.FLOAT, value)).isEqualTo(value);
    }
    for (float value : List.of(0.1f, -0.0f, Float.NaN, Float.MAX_VALUE)) {
      assertThat(evolve(Serializers.FLOAT, Serializers.DOUBLE, value))
          .isEqualTo(Double.valueOf(value));
    }
  }

  private static <W, R> R evolve(Serializer<W> older, Serializer<R> today, W written) {
    return new Evolution<>(older, today).migrate(written);
  }
}
