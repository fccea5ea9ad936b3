package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.s3.object.ObjectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PauseTest {

  @Test
  void closedStorage_endsTheWait() {
    Pause pause = new Pause();
    pause.end();

    assertThatThrownBy(() -> pause.await(Duration.ofDays(1).toNanos()))
        .isInstanceOf(ObjectException.class)
        .hasMessageContaining("closed");
  }
}
