package io.tidemark.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawnDataTest {

  @Test
  void zipf_ranksComeUpInProportion() {
    int ranks = 1000;
    int draws = 1_000_000;
    Zipf zipf = new Zipf(ranks, 0.99);
    int[] counts = new int[ranks];
    for (int i = 0; i < draws; i++) {
      counts[(int) zipf.rank((i + 0.5) / draws)]++;
    }

    double zeta = 0;
    for (int i = 1; i <= ranks; i++) {
      zeta += Math.pow(i, -0.99);
    }
    assertThat(counts[0] / (double) draws).isCloseTo(1 / zeta, within(0.001));
    assertThat(counts[1] / (double) draws).isCloseTo(Math.pow(2, -0.99) / zeta, within(0.001));
    assertThat(counts[99] / (double) draws).isCloseTo(Math.pow(100, -0.99) / zeta, within(0.0003));
    assertThat(counts[ranks - 1]).isPositive();
  }

  @Test
  void keys_areOfTheRangeAndTheSameAgain() {
    for (String distribution : new String[] {"uniform", "zipf"}) {
      KeySequence one = KeySequence.of(distribution, 1000);
      KeySequence other = KeySequence.of(distribution, 1000);
      for (int i = 0; i < 10_000; i++) {
        long key = one.next();
        assertThat(key).isBetween(0L, 999L).isEqualTo(other.next());
      }
    }
  }

  @Test
  void zipfKeys_areSkewed() {
    KeySequence keys = KeySequence.of("zipf", 100_000);
    Map<Long, Integer> counts = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      counts.merge(keys.next(), 1, Integer::sum);
    }

    assertThat(counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow())
        .isGreaterThan(5_000);
  }

  @Test
  void unknownNames_areRefused() {
    assertThatThrownBy(() -> KeySequence.of("normal", 10)).hasMessageContaining("normal");
    assertThatThrownBy(() -> Records.named("images")).hasMessageContaining("images");
  }

  @Test
  void halvingBytes_areRandomAndThenZero() {
    byte[] value = new RandomBytes(100, true).of(7);

    assertThat(value).hasSize(100);
    assertThat(Arrays.copyOfRange(value, 50, 100)).containsOnly(0);
    assertThat(Arrays.copyOfRange(value, 0, 50)).isNotEqualTo(new byte[50]);
  }

  @Test
  void bytes_areTheSameForTheSameNumberOnly() {
    RandomBytes bytes = new RandomBytes(100, false);

    assertThat(bytes.of(1)).isEqualTo(bytes.of(1)).isNotEqualTo(bytes.of(2));
    assertThat(bytes.of(1)[99]).isNotEqualTo(bytes.of(2)[99]);
  }
}
