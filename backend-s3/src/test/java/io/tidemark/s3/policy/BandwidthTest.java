package io.tidemark.s3.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandwidthTest {

  private static final long SECOND = 1_000_000_000L;

  private long now = 5 * SECOND;
  private final List<Long> waits = new ArrayList<>();
  private final Bandwidth bandwidth = new Bandwidth(100, () -> now, this::pass);

  private void pass(long nanos) {
    waits.add(nanos);
    now += nanos;
  }

  @Test
  void firstRequest_doesNotWait() {
    bandwidth.take(1_000);

    assertThat(waits).isEmpty();
  }

  @Test
  void laterRequests_waitForThoseBeforeThem() {
    bandwidth.take(100);
    bandwidth.take(50);
    bandwidth.take(200);
    bandwidth.take(1);

    assertThat(waits).containsExactly(SECOND, SECOND / 2, 2 * SECOND);
  }

  @Test
  void timeInWhichNothingWasSent_isNotSavedUp() {
    bandwidth.take(100);
    now += 100 * SECOND;
    bandwidth.take(100);
    bandwidth.take(100);

    assertThat(waits).containsExactly(SECOND);
  }

  @Test
  void whatWasFetched_isPaidByWhoComesNext() {
    bandwidth.take();
    bandwidth.charge(300);
    bandwidth.take();

    assertThat(waits).containsExactly(3 * SECOND);
  }
}
