package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long PART = 8 << 20;
  private static final long FAST_NANOS = Duration.ofMillis(20).toNanos();
  private static final long SLOW_NANOS = Duration.ofMillis(90).toNanos();

  private long now = Long.MAX_VALUE - 5;
  private final Pace pace = new Pace(() -> now);

  /** One that readers know to be slow, by a clock that stands still. */
  static Pace slow() {
    Pace pace = new Pace(() -> 0);
    becomeSlow(pace);
    return pace;
  }

  private static void becomeSlow(Pace pace) {
    for (int i = 0; i < 8; i++) {
      assertThat(pace.isFast()).isTrue();
      pace.tell(PART, SLOW_NANOS);
    }
    assertThat(pace.isFast()).isFalse();
  }

  private void assertTriedAgainAfter(Duration duration) {
    now += duration.toNanos() - 1;
    assertThat(pace.isFast()).isFalse();
    now++;
    assertThat(pace.isFast()).isTrue();
  }

  @Test
  void connections_areFastUntilSeveralPartsWereSlow() {
    becomeSlow(pace);
  }

  @Test
  void asManyFastPartsAsSlowOnes_keepConnectionsFast() {
    for (int i = 0; i < 40; i++) {
      pace.tell(PART, i % 2 == 0 ? SLOW_NANOS : FAST_NANOS);
      assertThat(pace.isFast()).isTrue();
    }
  }

  @Test
  void fewFastPartsAmongSlowOnes_doNotHideThatConnectionsAreSlow() {
    for (int i = 0; i < 20; i++) {
      pace.tell(PART, i % 5 == 0 ? FAST_NANOS : SLOW_NANOS);
    }
    assertThat(pace.isFast()).isFalse();
  }

  @Test
  void slowConnections_areTriedAgainLaterEachTime() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      becomeSlow(pace);
      assertTriedAgainAfter(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void fastConnection_isTriedAgainSoonWhenItWasSlowForAWhile() {
    becomeSlow(pace);
    assertTriedAgainAfter(Duration.ofSeconds(1));
    becomeSlow(pace);
    assertTriedAgainAfter(Duration.ofSeconds(2));
    pace.tell(PART, FAST_NANOS);
    becomeSlow(pace);
    assertTriedAgainAfter(Duration.ofSeconds(1));
  }
}
