package io.tidemark.cli.job;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
    name = "jobs",
    description = "List the jobs that can be run.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark jobs", "  tidemark jobs --jar my-jobs.jar --json"})
public final class JobsCommand implements Callable<Integer> {

  @Option(names = "--jar", paramLabel = "FILE", description = "A jar with jobs of yours.")
  private List<Path> jars = new ArrayList<>();

  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    try (JobCatalog jobs = new JobCatalog(jars)) {
      Listing listing = new Listing("job", "summary");
      jobs.all().forEach(job -> listing.row(job.name(), job.summary()));
      output.print(listing);
      return 0;
    }
  }
}
