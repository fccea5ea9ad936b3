package io.tidemark.rocksdb.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySketchTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 5_000, 20_000, 1_000_000})
  void differentKeys_areCountedToFivePercent(int keys) {
    KeySketch sketch = new KeySketch();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < keys; i++) {
      sketch.add(random.nextInt());
    }

    assertThat(sketch.keys()).isCloseTo(keys, within(keys * 0.05));
  }

  @Test
  void keysInARow_areCountedLikeOthers() {
    KeySketch sketch = new KeySketch();
    for (int i = 0; i < 100_000; i++) {
      sketch.add(i);
    }

    assertThat(sketch.keys()).isCloseTo(100_000, within(5_000.0));
  }

  @Test
  void keysOfTwoSketches_areCountedOnce() {
    KeySketch sketch = new KeySketch();
    KeySketch other = new KeySketch();
    for (int i = 0; i < 10_000; i++) {
      sketch.add(i);
      other.add(i + 5_000);
    }
    sketch.addAll(other);

    assertThat(sketch.keys()).isCloseTo(15_000, within(750.0));
  }
}
