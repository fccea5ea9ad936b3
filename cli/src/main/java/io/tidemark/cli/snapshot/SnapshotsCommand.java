package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.snapshot.repository.SnapshotRepository;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists snapshots. */
@Command(
    name = "snapshots",
    description = "List the snapshots under a root, and whether each is whole.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark snapshots file:///var/lib/tidemark",
      "  tidemark snapshots --quick --json file:///var/lib/tidemark"
    })
public final class SnapshotsCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "URI",
      description = "The root that jobs were given, or the folder of one job under it.")
  private URI root = URI.create("");

  @Option(names = "--quick", description = "Read the manifests only, not every byte.")
  private boolean quick;

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    return storage.with(
        session -> {
          SnapshotPlace place = session.open(root);
          List<SnapshotRepository> jobs = place.jobs();
          SnapshotListing snapshots = new SnapshotListing();
          for (SnapshotRepository job : jobs) {
            if (quick) {
              snapshots.addUnchecked(job);
            } else {
              try (LongWork work = LongWork.begin("read " + job.job())) {
                snapshots.add(job, job.verify(work));
              }
            }
          }
          output.print(snapshots.listing());
          return 0;
        });
  }
}
