package io.tidemark.benchmarks.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a part of the benchmarks as a person would, in processes that take turns, with the least
 * that runs everything once.
 *
 * @param folder where the results go
 */
public record SmokeRun(Path folder) {

  private static final Path ROOT = Path.of(System.getProperty("tidemark.root", "../.."));

  /** Runs, and returns what was left as JSON. */
  public String against(String product, String... names) throws Exception {
    Path console = folder.resolve("console.txt");
    Path target = ROOT.resolve("benchmarks").resolve("target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("class-path")).strip(),
                "io.tidemark.benchmarks.Main",
                "--project",
                ROOT.toString(),
                "--output",
                folder.toString(),
                "--smoke",
                "--against",
                product));
    command.addAll(List.of(names));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
    // For the processes that it starts as well.
    builder
        .environment()
        .put("JDK_JAVA_OPTIONS", System.getProperty("tidemark.test.jvm", "-Xshare:auto"));
    int exit = builder.start().waitFor();
    assertThat(exit).as(Files.readString(console)).isZero();
    assertThat(Files.readString(folder.resolve("report.html"))).contains("<svg");
    return Files.readString(folder.resolve("run.json"));
  }
}
