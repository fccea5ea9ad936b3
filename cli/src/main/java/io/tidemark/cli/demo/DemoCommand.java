package io.tidemark.cli.demo;

import io.tidemark.cli.job.JobRunner;
import io.tidemark.cli.job.ProgressLines;
import io.tidemark.cli.output.Shown;
import io.tidemark.cli.place.SnapshotRoot;
import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.cli.process.ProcessServices;
import io.tidemark.cli.snapshot.SnapshotListing;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.WorkProgress;
import io.tidemark.spi.StateBackendProviders;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the rest is for. */
@Command(
    name = "demo",
    description = {
      "Count words, break a task on purpose, recover, and check every count.",
      "Takes a few seconds."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark demo",
      "  tidemark demo --backend memory --failures 3",
      "  tidemark demo --storage file:///tmp/my-snapshots --records 1000000"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int PARALLELISM = 2;

  /** Slow enough to take some checkpoints on the way, whatever the machine. */
  private static final int SECONDS = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The state backend (default: rocksdb, or memory where that is not there).")
  private @Nullable String backend;

  @Option(
      names = "--storage",
      paramLabel = "URI",
      description = "Where snapshots go (default: local files in the demo's folder).")
  private @Nullable URI storage;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many lines of words are counted (default: ${DEFAULT-VALUE}).")
  private long records = 200_000;

  @Option(
      names = "--failures",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often a task is broken (default: ${DEFAULT-VALUE}).")
  private int failures = 1;

  @Override
  public Integer call() throws IOException {
    if (records < 1 || failures < 0 || failures > 100) {
      throw new InvalidConfigurationException(
          "--records must be at least 1, and --failures from 0 to 100");
    }
    PrintWriter out = spec.commandLine().getOut();
    ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    String chosen = chosenBackend(classLoader, out);
    Path folder = Files.createTempDirectory("tidemark-demo-");
    URI root = storage == null ? folder.resolve("snapshots").toUri() : storage;
    Configuration configuration = configuration(chosen, root, classLoader);

    out.println("demo: writes " + Shown.count(records) + " lines of words into " + folder);
    DemoInput input = DemoInput.write(folder.resolve("input"), records);
    DemoFaults faults = new DemoFaults(failures, input.words());
    ProgressLines progress = new ProgressLines(DemoJob.NAME, out);
    progress.line("counts " + Shown.count(input.words()) + " words on " + chosen + ", " + root);
    Path output = folder.resolve("output");
    try (ProcessServices services = new ProcessServices();
        SnapshotRoot snapshots = new SnapshotRoot(root, configuration, services, classLoader)) {
      JobStatus end =
          new JobRunner(services, progress, classLoader)
              .run(
                  new DemoJob(folder.resolve("input"), output, faults),
                  configuration,
                  new RestoreChoice.Nothing(),
                  List.of(faults),
                  () -> progress.line(soFar(faults)));
      if (end != JobStatus.FINISHED) {
        return ErrorReport.FAILED;
      }
      return check(out, snapshots, input, faults, DemoResult.deviations(output, input.counts()));
    } finally {
      out.println();
      out.println("Input, output and local snapshots stay in " + folder);
      out.flush();
    }
  }

  private static String soFar(DemoFaults faults) {
    return Shown.count(faults.processedSoFar())
        + " words so far"
        + (faults.brokenSoFar() == 0 ? "" : ", some of them again after a failure");
  }

  private int check(
      PrintWriter out,
      SnapshotRoot snapshots,
      DemoInput input,
      DemoFaults faults,
      List<String> deviations) {
    SnapshotListing listing = new SnapshotListing();
    SnapshotRepository repository = snapshots.job(DemoJob.NAME);
    listing.add(repository, repository.verify(WorkProgress.NONE));
    out.println();
    listing.listing().print(out);
    out.println();
    if (!deviations.isEmpty()) {
      throw new CommandFailedException("counts are wrong: " + deviations, null);
    }
    if (listing.damaged() > 0) {
      throw new CommandFailedException(listing.damaged() + " of the snapshots are damaged", null);
    }
    if (faults.brokenSoFar() < failures) {
      throw new CommandFailedException(
          "the input ended after "
              + faults.brokenSoFar()
              + " of "
              + failures
              + " failures: give more --records",
          null);
    }
    out.println(
        "Every count is exactly right: "
            + Shown.count(input.words())
            + " words, "
            + Shown.count(input.counts().size())
            + " different ones, "
            + failures
            + (failures == 1 ? " failure." : " failures."));
    return 0;
  }

  private String chosenBackend(ClassLoader classLoader, PrintWriter out) {
    if (backend != null) {
      return backend;
    }
    boolean hasRocksDb =
        StateBackendProviders.load(classLoader).all().stream()
            .anyMatch(factory -> factory.name().equals("rocksdb"));
    if (!hasRocksDb) {
      out.println("demo: rocksdb is not on the class path; memory it is");
    }
    return hasRocksDb ? "rocksdb" : "memory";
  }

  private Configuration configuration(String chosen, URI root, ClassLoader classLoader) {
    Map<String, String> options = new TreeMap<>();
    options.put("rest.port", "-1");
    options.put("state.backend.type", chosen);
    options.put("execution.checkpointing.dir", root.toString());
    options.put("execution.checkpointing.interval", "500 ms");
    options.put("parallelism.default", String.valueOf(PARALLELISM));
    options.put(
        "pipeline.source.rate-limit", String.valueOf(Math.max(1, records / PARALLELISM / SECONDS)));
    options.put("restart-strategy.type", "fixed-delay");
    options.put("restart-strategy.fixed-delay.attempts", String.valueOf(failures));
    options.put("restart-strategy.fixed-delay.delay", "100 ms");
    Configuration configuration = Configuration.of(options);
    ConfigRegistry.load(classLoader).validate(configuration);
    return configuration;
  }
}
