package io.tidemark.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/tidemark}, started in a folder, where it leaves what it prints. */
record Program(Path folder) {

  private static final Path REPOSITORY = Path.of(System.getProperty("tidemark.root"));
  private static final long PATIENCE_SECONDS = 120;

  static Path readme() {
    return REPOSITORY.resolve("README.md");
  }

  /** A file for what one start prints. */
  Path nextLog() throws IOException {
    return Files.createTempFile(folder, "start-", ".log");
  }

  /** Starts without waiting; output and errors go to {@code log}. */
  Process begin(Path log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(REPOSITORY.resolve("bin/tidemark").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .put("TIDEMARK_JAVA_OPTS", System.getProperty("tidemark.test.jvm", "-Xshare:auto"));
    return builder.start();
  }

  /** Starts, waits, and expects that all goes well. */
  void succeed(List<String> arguments) throws Exception {
    Path log = nextLog();
    Process process = begin(log, arguments);
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("does not end:%n%s", Files.readString(log)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(log)).isZero();
  }
}
