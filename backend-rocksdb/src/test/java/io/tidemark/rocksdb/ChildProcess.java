package io.tidemark.rocksdb;

import io.tidemark.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Another Java process with the tests' class path, which runs a main class. */
final class ChildProcess implements AutoCloseable {

  private static final int SECONDS_AT_MOST = 120;

  private final Process process;
  private final BufferedReader lines;

  private ChildProcess(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts {@code main} with options of the virtual machine. */
  static ChildProcess start(List<String> options, Class<?> main, String... arguments) {
    return new ChildProcess(ChildJvm.command(options, main, arguments));
  }

  /** Starts {@code main} in a shell that has set a limit before. */
  static ChildProcess startLimited(String limit, Class<?> main, String... arguments) {
    String java =
        ChildJvm.command(List.of(), main, arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    return new ChildProcess(List.of("sh", "-c", limit + "; exec " + java));
  }

  /** Reads up to a line that contains {@code text}, and returns that. */
  String awaitLine(String text) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line; (line = lines.readLine()) != null; ) {
      if (line.contains(text)) {
        return line;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("The process ended without '" + text + "':\n" + before);
  }

  /** All that it prints until it ends. */
  String output() {
    return lines.lines().collect(Collectors.joining("\n"));
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
      throw new AssertionError("The process does not end");
    }
    return process.exitValue();
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
