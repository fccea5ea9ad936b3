package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Seed;
import io.tidemark.spi.KeyGroupRange;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanCutTest {

  private static final long MB = 1 << 20;

  private static final PortableOptions OPTIONS =
      new PortableOptions(true, 256 << 10, 64 * MB, 4, 4);

  private final Seed seed = Seed.of(SpanCutTest.class);

  @Test
  void anyWeights_areCutIntoConsecutiveRangesThatCoverAll() {
    Random random = seed.random();
    for (int round = 0; round < 1_000; round++) {
      int first = random.nextInt(50);
      KeyGroupRange all = KeyGroupRange.of(first, first + random.nextInt(50));
      long[] weights = random.longs(100, -1, 20 * MB).toArray();
      if (random.nextInt(4) == 0) {
        weights[first] = 2_000 * MB;
      }

      List<KeyGroupRange> spans = SpanCut.cut(all, keyGroup -> weights[keyGroup], OPTIONS);

      int next = all.first();
      for (KeyGroupRange span : spans) {
        assertThat(span.first()).as("%s", seed).isEqualTo(next);
        next = span.last() + 1;
      }
      assertThat(next).as("%s", seed).isEqualTo(all.last() + 1);
    }
  }

  @Test
  void smallState_isOneSpan() {
    assertThat(cut(128, MB / 32)).hasSize(1);
  }

  @Test
  void noWeightAtAll_isOneSpan() {
    assertThat(cut(128, 0)).hasSize(1);
  }

  @Test
  void middlingState_isOneSpanAWriter() {
    assertThat(cut(128, MB)).hasSize(4).allSatisfy(span -> assertThat(span.size()).isEqualTo(32));
  }

  @Test
  void largeState_isCutByTheSizeOfABlob() {
    assertThat(cut(128, 10 * MB))
        .hasSize(20)
        .allSatisfy(span -> assertThat(span.size()).isBetween(6, 7));
  }

  @Test
  void fewKeyGroups_areNotCutFurther() {
    assertThat(cut(3, 1_000 * MB)).hasSize(3);
  }

  @Test
  void oneHeavyKeyGroup_standsAlone() {
    List<KeyGroupRange> spans =
        SpanCut.cut(KeyGroupRange.all(8), keyGroup -> keyGroup == 3 ? 1_000 * MB : 4 * MB, OPTIONS);

    assertThat(spans).contains(KeyGroupRange.of(4, 4));
    assertThat(spans.stream().filter(span -> span.contains(3)).findAny())
        .hasValueSatisfying(span -> assertThat(span.last()).isEqualTo(3));
  }

  private static List<KeyGroupRange> cut(int keyGroups, long weightOfEach) {
    return SpanCut.cut(KeyGroupRange.all(keyGroups), keyGroup -> weightOfEach, OPTIONS);
  }
}
