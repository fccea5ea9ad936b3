package io.tidemark.cli.job;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.output.Shown;
import io.tidemark.monitor.TokenFile;
import io.tidemark.monitor.client.JobClient;
import io.tidemark.monitor.client.TakenSnapshot;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names a running job, and how to ask it. */
final class JobArguments {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Duration PATIENCE = Duration.ofHours(1);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "JOB-URL",
      description = "The job's page, as 'tidemark run' has printed it.")
  private String url = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "The file with the job's token.",
        "Needed for a job of another user or machine; your own are found by the URL."
      })
  private @Nullable Path tokenFile;

  JobClient client() {
    URI job = job();
    return new JobClient(job, tokenFile(job).read(), PATIENCE);
  }

  /** What comes behind the host and the port, such as a token, is not needed. */
  private URI job() {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return new URI(scheme, null, uri.getHost(), uri.getPort(), "/", null, null);
      }
    } catch (URISyntaxException e) {
      throw noUrl();
    }
    throw noUrl();
  }

  private ParameterException noUrl() {
    return wrong("JOB-URL is the address of a job's page, such as http://127.0.0.1:8081");
  }

  private TokenFile tokenFile(URI job) {
    if (tokenFile != null) {
      return TokenFile.at(tokenFile);
    }
    if (!LOOPBACK.contains(job.getHost()) || job.getPort() < 0) {
      throw wrong("The token of a job elsewhere is not known: name its file with --token-file");
    }
    return TokenFile.ofPort(JobMonitor.tokenFolder(), job.getPort());
  }

  ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Says what was taken. */
  static void tell(ListingOutput output, String kind, TakenSnapshot taken) {
    Duration duration = Duration.ofMillis(taken.durationMillis());
    if (output.isJson()) {
      Report report = new Report();
      report.fact("id", taken.id());
      report.fact("location", taken.location());
      report.fact("duration", duration);
      report.fact("size", new Listing.Bytes(taken.totalBytes()));
      report.fact("added", new Listing.Bytes(taken.addedBytes()));
      output.print(report);
    } else {
      output.note(
          kind
              + " "
              + taken.id()
              + " completed in "
              + Shown.duration(duration)
              + ", "
              + Shown.bytes(taken.totalBytes())
              + ": "
              + taken.location());
    }
  }
}
