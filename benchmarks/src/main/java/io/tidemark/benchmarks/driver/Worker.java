package io.tidemark.benchmarks.driver;

import io.tidemark.benchmarks.workload.Workplace;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The main class of a measured process: one JMH benchmark with one peer. Its first argument is the
 * folder for all its files, the others are JMH's own. JMH runs in this very process, which was made
 * for it and ends with it.
 */
public final class Worker {

  /** Where in its folder a worker leaves what JMH makes of the run. */
  static final String RESULT = "jmh.json";

  private Worker() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    PrintStream driver = System.out;
    System.setOut(System.err);
    // Nothing measures for a driver that is gone.
    ProcessHandle.current().parent().ifPresent(Worker::endWith);
    Path folder = Path.of(args[0]);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    new Workplace(folder, new DriverTurns(commands, driver)).enter();

    String[] jmh = new String[args.length - 1];
    System.arraycopy(args, 1, jmh, 0, jmh.length);
    Collection<RunResult> results = run(jmh);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, folder.resolve(RESULT).toString())
        .writeOut(results);
    driver.println(
        results.stream()
            .flatMap(run -> run.getBenchmarkResults().stream())
            .flatMap(Worker::scores)
            .collect(Collectors.joining(" ", Protocol.SCORES + " ", "")));
    driver.flush();
    // Peers leave threads behind that are theirs and no daemons.
    System.exit(0);
  }

  /** Runs one benchmark in this very process, as JMH's arguments say. */
  static Collection<RunResult> run(String... jmh) throws Exception {
    Runner runner =
        new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(jmh))
                .forks(0)
                .threads(1)
                .shouldFailOnError(true)
                .build(),
            OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                VerboseMode.SILENT));
    return runner.run();
  }

  private static void endWith(ProcessHandle driver) {
    Thread watch = new Thread(() -> awaitEnd(driver), "driver-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(ProcessHandle driver) {
    driver.onExit().join();
    Runtime.getRuntime().halt(1);
  }

  private static Stream<String> scores(BenchmarkResult result) {
    BenchmarkParams params = result.getParams();
    if (result.getIterationResults().isEmpty()) {
      throw new IllegalStateException("Nothing was measured of " + params.getBenchmark());
    }
    return result.getIterationResults().stream()
        .map(IterationResult::getPrimaryResult)
        .map(primary -> Double.toString(primary.getScore()));
  }
}
