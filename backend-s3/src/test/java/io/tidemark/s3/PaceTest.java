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

  @Test
  void connections_areFastUntilSeveralInARowWereSlow() {
    becomeSlow(pace);
  }

  @Test
  void fastPartAmongSlowOnes_keepsConnectionsFast() {
    for (int i = 0; i < 40; i++) {
      pace.tell(PART, i % 8 == 0 ? FAST_NANOS : SLOW_NANOS);
    }
    assertThat(pace.isFast()).isTrue();
  }

  @Test
  void slowConnections_areTriedAgainAfterAWhile() {
    becomeSlow(pace);
    now += Duration.ofSeconds(19).toNanos();
    assertThat(pace.isFast()).isFalse();

    now += Duration.ofSeconds(1).toNanos();
    becomeSlow(pace);
  }
}
