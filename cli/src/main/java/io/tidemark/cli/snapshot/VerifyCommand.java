package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.cli.process.ErrorReport;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.VerifyReport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks snapshots. */
@Command(
    name = "verify",
    description = {
      "Compare every byte of every published snapshot with its checksum.",
      "Exits with 1 if anything is damaged. Uploads that were never published are no damage."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark verify file:///var/lib/tidemark",
      "  tidemark verify file:///var/lib/tidemark/word-count",
      "  tidemark verify file:///var/lib/tidemark/word-count/checkpoints/000000000042"
    })
public final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "URI",
      description = "A root, the folder of one job under it, or one snapshot or its manifest.")
  private URI uri = URI.create("");

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    return storage.with(
        session -> {
          SnapshotPlace place = session.open(uri);
          SnapshotListing snapshots = new SnapshotListing();
          List<VerifyReport> reports = new ArrayList<>();
          if (place.isSnapshot()) {
            reports.add(verifyOne(place, snapshots));
          } else {
            for (SnapshotRepository job : place.jobs()) {
              reports.add(verifyJob(job, snapshots));
            }
          }
          print(snapshots, reports);
          return reports.stream().allMatch(VerifyReport::isWhole) && snapshots.damaged() == 0
              ? 0
              : ErrorReport.FAILED;
        });
  }

  private static VerifyReport verifyOne(SnapshotPlace place, SnapshotListing snapshots) {
    NamedSnapshot named = place.snapshot();
    try (LongWork work = LongWork.begin("verify")) {
      VerifyReport report = named.repository().verify(named.snapshot(), work);
      if (!report.isWhole()) {
        named.requireThere(report.damages().get(0).problem());
      }
      snapshots.add(named, report);
      return report;
    }
  }

  private static VerifyReport verifyJob(SnapshotRepository job, SnapshotListing snapshots) {
    try (LongWork work = LongWork.begin("verify " + job.job())) {
      VerifyReport report = job.verify(work);
      snapshots.add(job, report);
      return report;
    }
  }

  private void print(SnapshotListing snapshots, List<VerifyReport> reports) {
    Report report = new Report();
    report.fact("count", snapshots.count());
    report.fact("damaged", snapshots.damaged());
    report.fact("read", new Listing.Bytes(reports.stream().mapToLong(VerifyReport::bytes).sum()));
    report.listing("snapshots", snapshots.listing());
    report.listing("damages", snapshots.damages());
    output.print(report);
  }
}
