package io.tidemark.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs the benchmarks, which are a program of their own: the peers that they measure bring
 * libraries that cannot stand beside Tidemark's.
 */
@Command(
    name = "bench",
    description = {
      "Measure Tidemark beside Apache Flink and Kafka Streams on this machine, in turns, and write",
      "all figures as JSON and a report with plots. Leave the machine alone meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark bench --quick",
      "  tidemark bench rocksdb-value --against flink",
      "  tidemark bench --list"
    })
final class BenchCommand implements Callable<Integer> {

  private static final String MAIN = "io.tidemark.benchmarks.Main";

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Experiments, by any part of their names (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--quick",
      description = "Fewer rounds, and only the headlines unless NAME says which.")
  private boolean quick;

  @Option(
      names = "--against",
      paramLabel = "PEERS",
      description = "Who is measured beside Tidemark: flink, kafka or flink,kafka (default: both).")
  private @Nullable String against;

  @Option(names = "--list", description = "Name the experiments and end.")
  private boolean list;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where run.json and report.html go (default: benchmarks/target/bench).")
  private @Nullable Path output;

  @Option(
      names = "--publish",
      description = "Put the results into docs/BENCHMARKS.md, with pictures and raw figures.")
  private boolean publish;

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
    command.addAll(arguments());
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (quick) {
      arguments.add("--quick");
    }
    if (list) {
      arguments.add("--list");
    }
    if (publish) {
      arguments.add("--publish");
    }
    if (against != null) {
      arguments.addAll(List.of("--against", against));
    }
    if (output != null) {
      arguments.addAll(List.of("--output", output.toAbsolutePath().toString()));
    }
    arguments.addAll(names);
    return arguments;
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
