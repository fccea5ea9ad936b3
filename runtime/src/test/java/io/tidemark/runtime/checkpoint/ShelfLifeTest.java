package io.tidemark.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShelfLifeTest {

  @Test
  void shortTimeout_leavesTheDefault() {
    assertThat(shelfLife("10 min")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void longTimeout_isCoveredTwice() {
    assertThat(shelfLife("45 min")).isEqualTo(Duration.ofMinutes(90));
  }

  private static Duration shelfLife(String timeout) {
    return CheckpointOptions.shelfLife(
        Configuration.of(Map.of("execution.checkpointing.timeout", timeout)));
  }
}
