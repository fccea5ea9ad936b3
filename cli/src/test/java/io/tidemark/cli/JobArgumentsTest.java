package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the commands that ask a running job are used wrongly. */
class JobArgumentsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int execute(String line) {
    return Tidemark.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"savepoint", "checkpoint"})
  void help_hasUsageAndExamples(String command) {
    assertThat(execute(command + " --help")).isZero();
    assertThat(out.toString()).contains("Usage: tidemark " + command, "JOB-URL", "Examples:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "savepoint",
        "savepoint word-count",
        "savepoint file:///tmp",
        "savepoint http://",
        "savepoint http://127.0.0.1:1 relative/path",
        "savepoint http://127.0.0.1:1 --drain",
        "savepoint http://127.0.0.1:1 file:///a file:///b",
        "savepoint http://jobs.example.org:8081",
        "savepoint http://127.0.0.1",
        "checkpoint",
        "checkpoint ::",
        "checkpoint http://127.0.0.1:1 --stop",
        "run word-count --web-port many",
        "run word-count --web-port 65536",
        "run word-count --web-port=-2"
      })
  void wrongUsage_isTwoWithOneSentence(String line) {
    assertThat(execute(line)).as(err.toString()).isEqualTo(2);
    assertThat(err.toString()).startsWith("tidemark: ").doesNotContain("\tat ");
  }

  @Test
  void jobWithoutATokenHere_isAFailureWithARemedy() {
    assertThat(execute("checkpoint http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no token in", "--token-file");
  }

  @Test
  void fileThatIsNoToken_isAFailure_andIsNotPrinted() throws Exception {
    Path file = Files.writeString(folder.resolve("large"), "secret".repeat(1000));

    assertThat(execute("checkpoint http://127.0.0.1:1 --token-file " + file)).isEqualTo(1);
    assertThat(err.toString()).contains(file.toString()).doesNotContain("secretsecret");
  }
}
