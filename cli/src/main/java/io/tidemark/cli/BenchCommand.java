package io.tidemark.cli;

import io.tidemark.cli.process.CommandFailedException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Runs the benchmarks, which are a program of their own: the peers that they measure bring
 * libraries that cannot stand beside Tidemark's.
 */
@Command(
    name = "bench",
    customSynopsis = "@|bold tidemark bench|@ [@|yellow NAME|@...] [@|yellow --quick|@] ...",
    description = {
      "Measure Tidemark beside Apache Flink and Kafka Streams on this machine, in turns.",
      "Writes all figures as JSON and a report with plots. Leave the machine alone meanwhile.",
      "The benchmarks are a program of their own, which gets all arguments as they are."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark bench --quick",
      "  tidemark bench rocksdb-value --against flink",
      "  tidemark bench --list",
      "  tidemark bench -- --help     all that can be chosen"
    })
final class BenchCommand implements Callable<Integer> {

  private static final String MAIN = "io.tidemark.benchmarks.Main";

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path project = project();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-cp");
    command.add(classPath(project.resolve("benchmarks").resolve("target")));
    command.add(MAIN);
    command.addAll(List.of("--project", project.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private static String classPath(Path target) {
    Path file = target.resolve("class-path");
    try {
      return target.resolve("classes") + File.pathSeparator + Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailedException(
          "the benchmarks are not built: there is no "
              + file
              + "; run mvn -B -DskipTests package in the project's folder",
          e);
    }
  }

  /** What is launched lies two folders below the project's: {@code cli/target/…}. */
  private static Path project() {
    try {
      Path launched =
          Path.of(BenchCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return launched.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new CommandFailedException("the project's folder cannot be found", e);
    }
  }
}
