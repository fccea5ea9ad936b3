package io.tidemark.cli.job;

import io.tidemark.cli.output.ListingOutput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a running job for a savepoint. */
@Command(
    name = "savepoint",
    description = {
      "Take a savepoint of a running job, which is yours to keep and to start jobs from.",
      "Waits until it is there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark savepoint http://127.0.0.1:8081",
      "  tidemark savepoint http://127.0.0.1:8081 file:///var/lib/tidemark/kept --stop"
    })
public final class SavepointCommand implements Callable<Integer> {

  @Mixin private JobArguments job = new JobArguments();

  @Mixin private ListingOutput output = new ListingOutput();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TARGET",
      description = "The root under which it goes (default: the job's configured directory).")
  private @Nullable String target;

  @Option(names = "--stop", description = "Stop the job with it: nothing is emitted after it.")
  private boolean stop;

  @Option(
      names = "--drain",
      description = "With --stop: event time ends first, so that every window and timer fires.")
  private boolean drain;

  @Override
  public Integer call() {
    if (drain && !stop) {
      throw job.wrong("--drain goes with --stop: a job cannot go on once its event time has ended");
    }
    Optional<URI> root = Optional.ofNullable(target).map(this::root);
    String then = drain ? "drain-and-stop" : stop ? "stop" : "go-on";
    JobArguments.tell(output, "savepoint", job.client().savepoint(root, then));
    return 0;
  }

  private URI root(String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw job.wrong(noUri(text));
    }
    throw job.wrong(noUri(text));
  }

  private static String noUri(String text) {
    return "TARGET is a URI such as file:///var/lib/tidemark, not '" + text + "'";
  }
}
