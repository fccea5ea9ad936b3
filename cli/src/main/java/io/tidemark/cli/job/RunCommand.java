package io.tidemark.cli.job;

import io.tidemark.cli.arguments.ConfigurationArguments;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.SnapshotRoot;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.cli.process.ProcessServices;
import io.tidemark.config.ConfigRegistry;
import io.tidemark.config.Configuration;
import io.tidemark.monitor.MonitorOptions;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.runtime.job.JobDefinition;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a job. */
@Command(
    name = "run",
    description = {
      "Run a job to its end, and print a line for each checkpoint.",
      "SIGINT and SIGTERM stop it with a final checkpoint; the next run goes on from there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark run word-count -D word-count.input=book.txt -D word-count.output=counts \\",
      "    -D execution.checkpointing.dir=file:///var/lib/tidemark -D state.backend.type=rocksdb",
      "  tidemark run my-job --jar my-jobs.jar --config my-job.yaml --restore none"
    })
public final class RunCommand implements Callable<Integer> {

  private static final String LATEST = "latest";
  private static final String NOTHING = "none";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "JOB", description = "The job's name. See: tidemark jobs")
  private String name = "";

  @Option(names = "--jar", paramLabel = "FILE", description = "A jar with jobs of yours.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--restore",
      paramLabel = "latest|none|URI",
      defaultValue = LATEST,
      description = {
        "latest: the newest whole checkpoint, or nothing if there is none (default).",
        "none: nothing. URI: this snapshot, or the newest one under this root, as",
        SnapshotPlace.NAMES
      })
  private String restore = LATEST;

  @Option(
      names = "--web-port",
      paramLabel = "N",
      description = {
        "The port of the job's page, on this machine only: 0 is any free one, -1 is no page",
        "(default: rest.port, and else 0)."
      })
  private @Nullable Integer webPort;

  @Mixin private ConfigurationArguments options = new ConfigurationArguments();

  @Override
  public Integer call() {
    try (JobCatalog jobs = new JobCatalog(jars)) {
      JobDefinition job = jobs.named(name);
      Configuration configuration = configuration(ConfigRegistry.load(jobs.classLoader()));
      try (ProcessServices services = new ProcessServices()) {
        JobRunner runner =
            new JobRunner(
                services,
                new ProgressLines(job.name(), spec.commandLine().getOut()),
                jobs.classLoader());
        return switch (restore) {
          case LATEST -> run(runner, job, configuration, new RestoreChoice.Latest());
          case NOTHING -> run(runner, job, configuration, new RestoreChoice.Nothing());
          default -> {
            try (SnapshotPlace place =
                SnapshotPlace.open(
                    uri(restore),
                    root -> new SnapshotRoot(root, configuration, services, jobs.classLoader()))) {
              yield run(runner, job, configuration, place.restore(job.name()));
            }
          }
        };
      }
    }
  }

  private Configuration configuration(ConfigRegistry registry) {
    Configuration configuration = options.resolve(registry);
    if (webPort == null) {
      return configuration;
    }
    Configuration port =
        Configuration.of(Map.of(MonitorOptions.PORT.key(), String.valueOf(webPort)));
    registry.validate(port);
    return configuration.withAll(port);
  }

  private static int run(
      JobRunner runner, JobDefinition job, Configuration configuration, RestoreChoice choice) {
    JobStatus end = runner.run(job, configuration, choice, List.of(), () -> {});
    return end == JobStatus.FINISHED ? 0 : ErrorReport.FAILED;
  }

  private URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw notToRestore(text);
    }
    throw notToRestore(text);
  }

  private ParameterException notToRestore(String text) {
    return new ParameterException(
        spec.commandLine(),
        "--restore takes latest, none or a URI such as file:///var/lib/tidemark, not '"
            + text
            + "'");
  }
}
