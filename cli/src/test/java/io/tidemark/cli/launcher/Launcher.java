package io.tidemark.cli.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@code bin/tidemark} in a folder of its own and waits for its end. */
record Launcher(Path program, Path folder, String javaOptions) {

  /** What a test starts lives for seconds, as the test does. */
  static final String SHORT_LIVED = System.getProperty("tidemark.test.jvm", "-Xshare:auto");

  Launcher(Path program, Path folder) {
    this(program, folder, SHORT_LIVED);
  }

  Launcher withJavaOptions(String options) {
    return new Launcher(program, folder, options);
  }

  /** How a start ended. */
  record Result(int code, String output) {}

  static Path inRepository() {
    return Path.of(System.getProperty("tidemark.root", "..")).resolve("bin/tidemark");
  }

  Result start(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    int code = begin(output, arguments).waitFor();
    return new Result(code, Files.readString(output));
  }

  /** Starts without waiting; output and errors go to {@code output}. */
  Process begin(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Tokens of jobs go there and not into the home of whoever runs the tests.
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().put("TIDEMARK_JAVA_OPTS", javaOptions);
    return builder.start();
  }
}
