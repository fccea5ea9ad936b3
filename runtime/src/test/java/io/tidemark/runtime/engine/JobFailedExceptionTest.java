package io.tidemark.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class JobFailedExceptionTest {

  @Test
  void message_tellsTheReasonBehindTheLastFailure() {
    assertThat(
            new JobFailedException(
                "job",
                "attempts are 2",
                new UncheckedIOException("'out' cannot be written", new IOException("no room"))))
        .hasMessage(
            "Job 'job' has ended: 'out' cannot be written: no room. It is not restarted: attempts are 2");
  }
}
