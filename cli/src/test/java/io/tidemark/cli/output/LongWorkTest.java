package io.tidemark.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LongWorkTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long nanos;

  private LongWork begin(OptionalInt columns) {
    return new LongWork(
        "copy", new PrintStream(written, true, StandardCharsets.UTF_8), columns, () -> nanos);
  }

  private void pass(long millis) {
    nanos += Duration.ofMillis(millis).toNanos();
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shortWork_saysNothing() {
    try (LongWork work = begin(OptionalInt.empty())) {
      pass(1999);
      work.advanced(50, 100);
    }
    assertThat(text()).isEmpty();
  }

  @Test
  void longWork_withoutATerminal_tellsRateAndRemainingTime_lessAndLessOften() {
    try (LongWork work = begin(OptionalInt.empty())) {
      pass(2000);
      work.advanced(20 << 20, 100 << 20);
      pass(1000);
      work.advanced(10 << 20, 100 << 20);
      pass(1000);
      work.advanced(10 << 20, 100 << 20);
    }
    assertThat(text().lines())
        .containsExactly(
            "copy: 20.0 MiB of 100.0 MiB, 10.0 MiB/s, 8.0 s left",
            "copy: 40.0 MiB of 100.0 MiB, 10.0 MiB/s, 6.0 s left");
  }

  @Test
  void longWork_onATerminal_drawsABarThatEndsWithItsLine() {
    try (LongWork work = begin(OptionalInt.of(80))) {
      pass(2500);
      work.advanced(50 << 20, 100 << 20);
    }
    assertThat(text()).contains("\rcopy").contains("50%").endsWith(System.lineSeparator());
  }
}
