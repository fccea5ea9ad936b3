package io.tidemark.benchmarks.kafka.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a part of the benchmarks as a person would, with the least that runs everything once. */
class SmokeTest {

  private static final Path ROOT = Path.of(System.getProperty("tidemark.root", "../.."));

  @TempDir Path folder;

  @Test
  void smallRun_leavesFiguresOfBothAndAReport() throws Exception {
    Path console = folder.resolve("console.txt");

    int exit = bench(console, List.of("memory-value-get", "rocksdb-value-update", "s3-download"));

    assertThat(exit).as(Files.readString(console)).isZero();
    String json = Files.readString(folder.resolve("run.json"));
    assertThat(json).contains("\"rivalFigures\"", "\"ratio\"", "\"jmhVersion\"");
    assertThat(json).contains("\"kafka-streams\" : \"4.3.1\"");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("<svg");
  }

  private int bench(Path console, List<String> names) throws Exception {
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
                "kafka"));
    command.addAll(names);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(console.toFile())
        .start()
        .waitFor();
  }
}
