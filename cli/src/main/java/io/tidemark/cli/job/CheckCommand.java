package io.tidemark.cli.job;

import io.tidemark.cli.arguments.ConfigurationArguments;
import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageSession;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.runtime.restorecheck.RestoreCheck;
import io.tidemark.runtime.restorecheck.StateFinding;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.StateOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether a job would restore. */
@Command(
    name = "check",
    description = {
      "Say, state by state, whether a job would restore from a snapshot.",
      "Exits with 1 if it would not. Runs nothing; whether the bytes are whole says: tidemark"
          + " verify"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark check word-count file:///var/lib/tidemark -D word-count.input=book.txt \\",
      "    -D word-count.output=counts",
      "  tidemark check my-job --jar my-jobs-2.jar --config my-job.yaml file:///var/lib/tidemark#42"
    })
public final class CheckCommand implements Callable<Integer> {

  /** Makes the empty stores in which an operator asks for its state. */
  private static final String SCRATCH = "memory";

  @Parameters(index = "0", paramLabel = "JOB", description = "The job's name. See: tidemark jobs")
  private String name = "";

  @Parameters(index = "1", paramLabel = "URI", description = SnapshotPlace.NAMES)
  private URI uri = URI.create("");

  @Option(names = "--jar", paramLabel = "FILE", description = "A jar with jobs of yours.")
  private List<Path> jars = new ArrayList<>();

  @Mixin private ConfigurationArguments options = new ConfigurationArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    try (JobCatalog jobs = new JobCatalog(jars)) {
      JobDefinition job = jobs.named(name);
      Configuration configuration = options.resolve(ConfigRegistry.load(jobs.classLoader()));
      try (StorageSession session = new StorageSession(configuration, jobs.classLoader())) {
        NamedSnapshot named = session.open(uri).snapshot();
        List<StateFinding> findings = check(job, session, named);
        print(named, findings);
        return findings.stream().noneMatch(StateFinding::isRefused) ? 0 : ErrorReport.FAILED;
      }
    }
  }

  private static List<StateFinding> check(
      JobDefinition job, StorageSession session, NamedSnapshot named) {
    StateBackendProviders backends = StateBackendProviders.load(session.classLoader());
    String backend = backends.named(session.configuration().get(StateOptions.BACKEND)).name();
    BackendContext context =
        new BackendContext(
            session.configuration(),
            session.services().workDirectory(),
            session.services().io(),
            session.services().time(),
            MetricGroup.none());
    try (StateBackend scratch = backends.named(SCRATCH).create(context)) {
      return RestoreCheck.of(
          job,
          session.configuration(),
          named.contents(SnapshotFormats.load(session.classLoader())),
          scratch,
          backend);
    }
  }

  private void print(NamedSnapshot named, List<StateFinding> findings) {
    boolean restores = findings.stream().noneMatch(StateFinding::isRefused);
    Report report = new Report();
    report.fact("snapshot", named.uri());
    report.fact("restores", restores);
    Listing listing = new Listing("operator", "state", "verdict", "detail");
    for (StateFinding finding : findings) {
      listing.row(
          cell(finding.operator()),
          cell(finding.state()),
          finding.verdict().name().toLowerCase(Locale.ROOT),
          cell(finding.detail()));
    }
    report.listing("states", listing);
    output.print(report);
  }

  private static Object cell(String text) {
    return text.isEmpty() ? Listing.NONE : text;
  }
}
