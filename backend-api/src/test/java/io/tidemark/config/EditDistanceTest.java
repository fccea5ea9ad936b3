package io.tidemark.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, abc, 0",
    "'', abc, 3",
    "abc, abd, 1",
    "abc, abcd, 1",
    "abc, bc, 1",
    "abc, acb, 1",
    "abcd, badc, 2",
    "ca, abc, 3",
    "kitten, sitting, 3",
  })
  void distance_countsChanges(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b, 10)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a, 10)).isEqualTo(distance);
  }

  @Test
  void distanceOverTheLimit_isOneMoreThanTheLimit() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String a = word(random);
      String b = word(random);
      int distance = EditDistance.between(a, b, 100);
      int limit = random.nextInt(8);
      assertThat(EditDistance.between(a, b, limit))
          .as("seed %d, round %d: %s, %s within %d", seed, round, a, b, limit)
          .isEqualTo(Math.min(distance, limit + 1));
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }
}
