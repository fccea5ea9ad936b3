package io.tidemark.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartStrategyTest {

  @Test
  void none_neverRestarts() {
    assertThat(strategy(Map.of("restart-strategy.type", "none")).afterFailure(0)).isEmpty();
  }

  @Test
  void fixedDelay_restartsSoManyTimesInAll() {
    RestartStrategy strategy =
        strategy(
            Map.of(
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "2",
                "restart-strategy.fixed-delay.delay", "5 s"));
    assertThat(strategy.afterFailure(0)).contains(Duration.ofSeconds(5));
    assertThat(strategy.afterFailure(1)).contains(Duration.ofSeconds(5));
    assertThat(strategy.afterFailure(2)).isEmpty();
  }

  @Test
  void exponentialDelay_growsToItsLimit_andBeginsAnewAfterAQuietTime() {
    RestartStrategy strategy =
        strategy(
            Map.of(
                "restart-strategy.type", "exponential-delay",
                "restart-strategy.exponential-delay.initial-backoff", "1 s",
                "restart-strategy.exponential-delay.max-backoff", "3 s",
                "restart-strategy.exponential-delay.backoff-multiplier", "2",
                "restart-strategy.exponential-delay.jitter-factor", "0",
                "restart-strategy.exponential-delay.reset-backoff-threshold", "1 min"));
    assertThat(strategy.afterFailure(0)).contains(Duration.ofSeconds(1));
    assertThat(strategy.afterFailure(1000)).contains(Duration.ofSeconds(2));
    assertThat(strategy.afterFailure(3000)).contains(Duration.ofSeconds(3));
    assertThat(strategy.afterFailure(6000)).contains(Duration.ofSeconds(3));
    assertThat(strategy.afterFailure(9000 + 60_000)).contains(Duration.ofSeconds(1));
  }

  @Test
  void exponentialDelay_jitterStaysWithinItsShare() {
    RestartStrategy strategy =
        strategy(
            Map.of(
                "restart-strategy.exponential-delay.initial-backoff", "1 s",
                "restart-strategy.exponential-delay.backoff-multiplier", "1",
                "restart-strategy.exponential-delay.jitter-factor", "0.5"));
    boolean varied = false;
    for (int i = 0; i < 100; i++) {
      long delay = strategy.afterFailure(i).orElseThrow().toMillis();
      assertThat(delay).isBetween(500L, 1500L);
      varied |= delay != 1000;
    }
    assertThat(varied).isTrue();
  }

  @Test
  void failureRate_restartsAsLongAsFailuresAreRare() {
    RestartStrategy strategy =
        strategy(
            Map.of(
                "restart-strategy.type", "failure-rate",
                "restart-strategy.failure-rate.max-failures-per-interval", "2",
                "restart-strategy.failure-rate.failure-rate-interval", "10 s",
                "restart-strategy.failure-rate.delay", "1 s"));
    assertThat(strategy.afterFailure(0)).isPresent();
    assertThat(strategy.afterFailure(5000)).isPresent();
    assertThat(strategy.afterFailure(10_000)).isPresent();
    assertThat(strategy.afterFailure(11_000)).isEmpty();
  }

  private static RestartStrategy strategy(Map<String, String> settings) {
    return RestartOptions.strategy(Configuration.of(settings), new Random(1));
  }
}
