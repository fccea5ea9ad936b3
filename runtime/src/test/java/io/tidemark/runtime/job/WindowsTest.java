package io.tidemark.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.runtime.function.TimeWindow;
import io.tidemark.runtime.function.Windows;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsTest {

  @Test
  void tumbling_isOneWindow_alsoBeforeTheEpoch() {
    Windows windows = Windows.tumbling(Duration.ofMillis(10));
    assertThat(windows.assign(25)).containsExactly(new TimeWindow(20, 30));
    assertThat(windows.assign(30)).containsExactly(new TimeWindow(30, 40));
    assertThat(windows.assign(-1)).containsExactly(new TimeWindow(-10, 0));
  }

  @Test
  void sliding_isEveryWindowThatCoversTheRecord() {
    Windows windows = Windows.sliding(Duration.ofMillis(10), Duration.ofMillis(4));
    assertThat(windows.assign(9))
        .containsExactlyInAnyOrder(
            new TimeWindow(0, 10), new TimeWindow(4, 14), new TimeWindow(8, 18));
    for (long time = -20; time < 20; time++) {
      long at = time;
      assertThat(windows.assign(time))
          .isNotEmpty()
          .allMatch(window -> window.start() <= at && at < window.end());
    }
  }

  @Test
  void session_isAWindowThatMayMerge() {
    Windows windows = Windows.session(Duration.ofMillis(10));
    assertThat(windows.isMerging()).isTrue();
    assertThat(windows.assign(5)).containsExactly(new TimeWindow(5, 15));
  }

  @Test
  void noSize_isRefused() {
    assertThatThrownBy(() -> Windows.tumbling(Duration.ZERO)).hasMessageContaining("size");
    assertThatThrownBy(() -> Windows.sliding(Duration.ofMillis(1), Duration.ofNanos(1)))
        .hasMessageContaining("slide");
  }
}
