package io.tidemark.cli;

import io.tidemark.snapshot.repository.SnapshotRepository;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks snapshots. */
@Command(
    name = "verify",
    description = {
      "Read every byte of every published snapshot and compare it with its checksum.",
      "Exits with 1 if any is damaged. Uploads that were never published are no damage."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark verify file:///var/lib/tidemark",
      "  tidemark verify file:///var/lib/tidemark/word-count/checkpoints/000000000042"
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "URI", description = "A root, or one snapshot or its manifest.")
  private URI uri = URI.create("");

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    SnapshotAddress address = SnapshotAddress.of(uri);
    return storage.with(
        address,
        (root, configuration) -> {
          SnapshotListing snapshots = new SnapshotListing(true);
          if (address.snapshot().isPresent()) {
            SnapshotAddress.Name name = address.snapshot().get();
            SnapshotRepository job = root.job(name.job());
            snapshots.add(job, root.find(name));
          } else {
            List<SnapshotRepository> jobs = root.jobs();
            jobs.forEach(snapshots::addAll);
          }
          output.print(snapshots.listing());
          output.note(snapshots.count() + " snapshots, " + snapshots.damaged() + " damaged");
          return snapshots.damaged() == 0 ? 0 : ErrorReport.FAILED;
        });
  }
}
