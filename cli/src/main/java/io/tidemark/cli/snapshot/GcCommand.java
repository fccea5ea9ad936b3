package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.Shown;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.cli.place.StorageSession;
import io.tidemark.config.ConfigOption;
import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.snapshot.repository.CollectionReport;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Collects garbage. */
@Command(
    name = "gc",
    description = {
      "Remove what no published snapshot names and nobody is writing.",
      "A published snapshot is never removed, damaged or not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark gc --dry-run file:///var/lib/tidemark",
      "  tidemark gc --grace 0s --force file:///var/lib/tidemark"
    })
public final class GcCommand implements Callable<Integer> {

  private static final ConfigOption<Duration> GRACE =
      ConfigOption.key("grace").durationType().describedAs("How old a leftover must be.");

  @Parameters(
      paramLabel = "URI",
      description = "The root that jobs were given, or the folder of one job under it.")
  private URI root = URI.create("");

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "How old a leftover must be (default: ${DEFAULT-VALUE}).")
  private String grace = "1h";

  @Option(names = "--force", description = "Your word that no job is running: allows any grace.")
  private boolean force;

  @Option(names = "--dry-run", description = "Only tell what would be removed.")
  private boolean dryRun;

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    Duration patience = Configuration.of(Map.of(GRACE.key(), grace)).get(GRACE);
    return storage.with(session -> collect(session, patience));
  }

  private int collect(StorageSession session, Duration patience) {
    Duration shelfLife = CheckpointOptions.shelfLife(session.configuration());
    if (patience.compareTo(shelfLife) < 0 && !force) {
      throw new InvalidConfigurationException(
          "a grace of "
              + grace
              + " is under the "
              + Shown.duration(shelfLife)
              + " for which what a running job writes is safe (an hour, or twice the checkpoint"
              + " time-out): wait, or stop the jobs and add --force");
    }
    Listing listing = new Listing("job", "blob", "size", "modified", "why");
    long bytes = 0;
    for (SnapshotRepository job : session.open(root).jobs()) {
      CollectionReport report = job.collect(patience, force, dryRun);
      add(listing, job.job(), report.removed(), "no snapshot names it");
      add(listing, job.job(), report.leftovers(), "unfinished write");
      bytes += report.bytes();
      for (String manifest : report.unreadable()) {
        output.note(
            "manifest "
                + manifest
                + " cannot be read, so nothing is removed that it may share; see: tidemark verify");
      }
    }
    if (listing.isEmpty() && !output.isJson()) {
      output.note("Nothing to remove");
    } else {
      output.print(listing);
      output.note(Shown.bytes(bytes) + (dryRun ? " would be removed" : " removed"));
    }
    return 0;
  }

  private static void add(Listing listing, String job, List<StoredBlob> blobs, String why) {
    for (StoredBlob blob : blobs) {
      listing.row(
          job,
          blob.name(),
          new Listing.Bytes(blob.length()),
          Instant.ofEpochMilli(blob.modifiedMillis()),
          why);
    }
  }
}
