package io.tidemark.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word count that takes its time, in a process of its own, with a page. */
final class RunningJob implements AutoCloseable {

  private static final Pattern PAGE = Pattern.compile("page at (\\S+), its token in (\\S+)");

  private final Process process;
  private final Path output;
  private final URI page;
  private final Path tokenFile;

  private RunningJob(Process process, Path output, URI page, Path tokenFile) {
    this.process = process;
    this.output = output;
    this.page = page;
    this.tokenFile = tokenFile;
  }

  /** Starts it below {@code folder}, and waits for its first checkpoint. */
  static RunningJob start(Launcher tidemark, Path folder) throws Exception {
    Files.writeString(folder.resolve("input"), "a b a\n".repeat(100_000));
    Path output = Files.createTempFile(folder, "run", ".txt");
    Process process =
        tidemark.begin(
            output,
            "run",
            "word-count",
            "--web-port=0",
            "-Dword-count.input=" + folder.resolve("input"),
            "-Dword-count.output=" + folder.resolve("output"),
            "-Dexecution.checkpointing.dir=" + folder.resolve("snapshots").toUri(),
            "-Dexecution.checkpointing.interval=200ms",
            "-Dpipeline.source.rate-limit=200");
    while (!Files.readString(output).contains("checkpoint 1 completed")) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as(Files.readString(output)).isFalse();
    }
    Matcher said = PAGE.matcher(Files.readString(output));
    assertThat(said.find()).as(Files.readString(output)).isTrue();
    return new RunningJob(process, output, URI.create(said.group(1)), Path.of(said.group(2)));
  }

  URI page() {
    return page;
  }

  Path tokenFile() {
    return tokenFile;
  }

  String token() throws Exception {
    return Files.readString(tokenFile).strip();
  }

  String output() throws Exception {
    return Files.readString(output);
  }

  int awaitEnd() throws Exception {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
