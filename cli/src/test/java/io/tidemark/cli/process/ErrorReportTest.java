package io.tidemark.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ErrorReportTest {

  @Test
  void failedInputOrOutput_isToldWithItsReason_once() {
    assertThat(
            ErrorReport.sentence(
                new UncheckedIOException("'out' cannot be written", new IOException("no room"))))
        .isEqualTo("'out' cannot be written: no room");
    assertThat(
            ErrorReport.sentence(
                new UncheckedIOException(
                    "'out' cannot be written: no room", new IOException("no room"))))
        .isEqualTo("'out' cannot be written: no room");
  }

  @Test
  void errorThatNobodyForesaw_isNamedByItsType() {
    assertThat(ErrorReport.sentence(new IllegalStateException("oops")))
        .isEqualTo("IllegalStateException: oops");
  }
}
