package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.testkit.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users find in their logs and consoles. */
class LoggingTest {

  private static final String ANNOUNCEMENT = "The AWS SDK for Java 1.x";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void output_holdsNoCredentialAndNoAnnouncement(String client) throws Exception {
    String output = outputOf(client, List.of());

    assertThat(output)
        .contains("Trying again to", "check-then-put", "The session is over")
        .contains("there is no bucket 'no-such-bucket'", "does not accept the keys", "set one of")
        .doesNotContain("Nothing went wrong", ANNOUNCEMENT, "end-of-support");
    Map<String, String> configuration = S3Server.configuration();
    configuration.put("s3.session-token", "a-token-that-nobody-may-see");
    Secrets.assertNoneIn(output, configuration);
  }

  @Test
  void announcement_isShownToWhoAsksForIt() throws Exception {
    assertThat(outputOf("sdk1", List.of("-Daws.java.v1.disableDeprecationAnnouncement=false")))
        .contains(ANNOUNCEMENT);
  }

  private String outputOf(String client, List<String> options) throws Exception {
    Path output = directory.resolve("output");
    List<String> all = new ArrayList<>(options);
    all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=info");
    all.add("-Dorg.slf4j.simpleLogger.log.io.tidemark=trace");
    Process process =
        new ProcessBuilder(ChildJvm.command(all, LoggedSession.class, client))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
