package io.tidemark.benchmarks;

import io.tidemark.benchmarks.catalog.Catalog;
import io.tidemark.benchmarks.driver.ClassPaths;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.driver.Interleaving;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.result.Row;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
    name = "bench",
    description = "Measures Tidemark and its peers in turns, and compares them.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Experiments, by any part of their names; all, if none is given.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--quick", description = "Fewer rounds, for a first impression.")
  private boolean quick;

  @Option(
      names = "--smoke",
      description = "The least that runs everything once, with little data: it measures nothing.")
  private boolean smoke;

  @Option(names = "--list", description = "Names the experiments and ends.")
  private boolean list;

  @Option(
      names = "--project",
      hidden = true,
      description = "Where the project was built.",
      defaultValue = ".")
  private Path project = Path.of(".");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Experiment> chosen =
        Catalog.all().stream()
            .filter(e -> names.isEmpty() || names.stream().anyMatch(e.name()::contains))
            .toList();
    if (list) {
      chosen.forEach(experiment -> out.println(experiment.name()));
      return 0;
    }
    ClassPaths classPaths = new ClassPaths(project.toAbsolutePath().normalize());
    Path folder = Files.createTempDirectory("tidemark-bench-");
    for (Experiment experiment : chosen) {
      Experiment sized = smoke ? experiment.smoke() : quick ? experiment.quick() : experiment;
      long begin = System.nanoTime();
      Interleaving.Outcome outcome =
          new Interleaving(classPaths, folder.resolve(experiment.name())).run(sized);
      out.printf("%s (%.0f s)%n", experiment.name(), (System.nanoTime() - begin) / 1e9);
      for (Row row : experiment.rows()) {
        out.println(
            "  "
                + line(
                    Comparison.of(
                        experiment.name(), row, experiment.subject().name(), outcome.series())));
      }
      out.flush();
    }
    return 0;
  }

  private static String line(Comparison compared) {
    Row row = compared.row();
    Metric metric = row.metric();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            "%-52s %10.3f %-5s", row.title(), compared.subject().median(), metric.unit()));
    Distribution theirs = compared.rivalFigures();
    Distribution ratio = compared.ratio();
    if (theirs != null && ratio != null) {
      line.append(
          String.format(
              " %22s %10.3f  ratio %7.2f (%.2f-%.2f)",
              compared.rival(), theirs.median(), ratio.median(), ratio.low(), ratio.high()));
    }
    if (row.reach() != null) {
      line.append(compared.reached() ? "  ok  " : "  BELOW ").append(row.reach());
    }
    return line.toString();
  }
}
