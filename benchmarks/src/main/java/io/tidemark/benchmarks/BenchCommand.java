package io.tidemark.benchmarks;

import io.tidemark.benchmarks.catalog.Catalog;
import io.tidemark.benchmarks.catalog.Section;
import io.tidemark.benchmarks.driver.ClassPaths;
import io.tidemark.benchmarks.driver.Contender;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.driver.Interleaving;
import io.tidemark.benchmarks.driver.WorkerFailedException;
import io.tidemark.benchmarks.report.HtmlReport;
import io.tidemark.benchmarks.report.PublishedPage;
import io.tidemark.benchmarks.report.RunJson;
import io.tidemark.benchmarks.result.Chapter;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Failure;
import io.tidemark.benchmarks.result.Measurement;
import io.tidemark.benchmarks.result.Run;
import io.tidemark.runtime.engine.WorkFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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

  @Option(
      names = "--quick",
      description = "Fewer rounds, and only the headlines unless NAME says which.")
  private boolean quick;

  @Option(
      names = "--smoke",
      hidden = true,
      description = "The least that runs everything once, with little data: it measures nothing.")
  private boolean smoke;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "PEER",
      description = "flink, kafka: who is measured beside Tidemark; both, unless it is said.")
  private List<String> against = new ArrayList<>();

  @Option(names = "--list", description = "Names the experiments and ends.")
  private boolean list;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where run.json and report.html go; benchmarks/target/bench unless it is said.")
  private @Nullable Path output;

  @Option(
      names = "--publish",
      description = "Puts the results into docs/BENCHMARKS.md, with pictures and raw figures.")
  private boolean publish;

  @Option(
      names = "--project",
      hidden = true,
      description = "Where the project was built.",
      defaultValue = ".")
  private Path project = Path.of(".");

  @Spec private @Nullable CommandSpec spec;

  private final List<String> failed = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    Selection.Size size =
        smoke ? Selection.Size.SMOKE : quick ? Selection.Size.QUICK : Selection.Size.FULL;
    requirePeers(commandLine);
    List<Section> sections =
        new Selection(names, new TreeSet<>(against), size)
            .of(names.isEmpty() && !list ? Catalog.sections() : Catalog.sectionsByName());
    if (sections.isEmpty()) {
      throw new CommandLine.ParameterException(
          commandLine, "No experiment is named like " + names + "; --list names them all");
    }
    PrintWriter out = commandLine.getOut();
    if (list) {
      sections.forEach(section -> section.experiments().forEach(e -> out.println(e.name())));
      return CommandLine.ExitCode.OK;
    }
    Path home = project.toAbsolutePath().normalize();
    ClassPaths classPaths = new ClassPaths(home);
    classPaths.requireBuilt(
        sections.stream()
            .flatMap(section -> section.experiments().stream())
            .flatMap(experiment -> experiment.contenders().stream())
            .map(Contender::classPath)
            .collect(Collectors.toSet()));
    Run run = measure(sections, classPaths, home, commandLine);
    write(run, home, out);
    if (failed.isEmpty()) {
      return CommandLine.ExitCode.OK;
    }
    commandLine.getErr().println("tidemark bench: not measured: " + String.join(", ", failed));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void requirePeers(CommandLine commandLine) {
    for (String peer : against) {
      if (!Experiment.PRODUCTS.contains(peer)) {
        throw new CommandLine.ParameterException(
            commandLine, "There is no peer '" + peer + "'; --against takes " + Experiment.PRODUCTS);
      }
    }
  }

  private Run measure(
      List<Section> sections, ClassPaths classPaths, Path home, CommandLine commandLine)
      throws IOException {
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Progress progress = new Progress(commandLine.getOut(), sections);
    List<Chapter> chapters = new ArrayList<>();
    try (WorkFolder work =
        WorkFolder.make(Path.of(System.getProperty("java.io.tmpdir")), "tidemark-bench")) {
      for (Section section : sections) {
        List<Measurement> measurements = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Experiment experiment : section.experiments()) {
          progress.begin(experiment);
          try {
            Measurement measurement = measure(experiment, classPaths, work.path());
            progress.end(experiment, measurement);
            measurements.add(measurement);
          } catch (WorkerFailedException | UncheckedIOException | IllegalStateException e) {
            // What the others measured is not lost by it; the page and the exit code tell.
            commandLine.getErr().println(experiment.name() + ": " + e.getMessage());
            failures.add(new Failure(experiment.name(), String.valueOf(e.getMessage())));
            failed.add(experiment.name());
          }
        }
        chapters.add(new Chapter(section.name(), section.title(), measurements, failures));
      }
    }
    return new Run(
        started,
        repeatable(),
        Surroundings.commit(home),
        Surroundings.machine(),
        Surroundings.versions(classPaths),
        chapters);
  }

  /** The command line without what is only of this machine. */
  private String repeatable() {
    List<String> words = new ArrayList<>(List.of("bin/tidemark", "bench"));
    words.addAll(names);
    if (quick) {
      words.add("--quick");
    }
    if (!against.isEmpty()) {
      words.addAll(List.of("--against", String.join(",", against)));
    }
    if (publish) {
      words.add("--publish");
    }
    return String.join(" ", words);
  }

  private static Measurement measure(Experiment experiment, ClassPaths classPaths, Path folder) {
    long begin = System.nanoTime();
    Interleaving.Outcome outcome =
        new Interleaving(classPaths, folder.resolve(experiment.name())).run(experiment);
    List<Comparison> comparisons =
        experiment.rows().stream()
            .map(
                row ->
                    Comparison.of(
                        experiment.name(), row, experiment.subject().name(), outcome.series()))
            .toList();
    return new Measurement(
        experiment.name(),
        (System.nanoTime() - begin) / 1e9,
        outcome.series(),
        comparisons,
        outcome.jmhResults());
  }

  private void write(Run run, Path home, PrintWriter out) throws IOException {
    Path folder =
        Files.createDirectories(
            output == null ? home.resolve("benchmarks/target/bench") : output.toAbsolutePath());
    Files.writeString(folder.resolve("run.json"), RunJson.of(run));
    Files.writeString(folder.resolve("report.html"), HtmlReport.of(run));
    out.println("All figures: " + folder.resolve("run.json"));
    out.println("To look at: " + folder.resolve("report.html"));
    if (publish) {
      Path docs = home.resolve("docs");
      PublishedPage.publish(run, docs.resolve("BENCHMARKS.md"), docs.resolve("benchmarks"));
      out.println("Published: " + docs.resolve("BENCHMARKS.md"));
    }
    out.flush();
  }
}
