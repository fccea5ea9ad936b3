package io.tidemark.cli.snapshot;

import io.tidemark.cli.arguments.Arguments;
import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.json.JsonPrinter;
import io.tidemark.snapshot.SnapshotManifest;
import io.tidemark.snapshot.entries.SnapshotContents;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.snapshot.entries.SnapshotStatistics;
import io.tidemark.snapshot.entries.StateStatistics;
import io.tidemark.spi.BlobRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sums up one snapshot. */
@Command(
    name = "show",
    description = {
      "Show what one snapshot holds.",
      "States and types, entries and bytes, the biggest keys, how evenly keys fall into key"
          + " groups,",
      "and the blobs. Needs no class of the job."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark show file:///var/lib/tidemark",
      "  tidemark show file:///var/lib/tidemark/word-count#42 --biggest 10",
      "  tidemark show s3://bucket/tidemark/word-count/savepoints/before-upgrade --json"
    })
public final class ShowCommand implements Callable<Integer> {

  private static final int BLOBS = 20;

  @Parameters(paramLabel = "URI", description = SnapshotPlace.NAMES)
  private URI uri = URI.create("");

  @Option(
      names = "--biggest",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many keys are named, the biggest of each state (default: 3).")
  private int biggest = 3;

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    Arguments.requireNotNegative("--biggest", biggest);
    return storage.with(
        session -> {
          NamedSnapshot named = session.open(uri).snapshot();
          SnapshotContents contents = named.contents(SnapshotFormats.load(session.classLoader()));
          List<StateStatistics> statistics = named.whileThere(() -> statistics(contents));
          Report report = new Report();
          facts(named, report);
          report.listing("states", states(statistics));
          report.listing("biggestKeys", biggestKeys(statistics));
          report.listing("keyGroups", keyGroups(statistics));
          Blobs blobs = blobs(contents.manifest());
          report.listing("blobs", blobs.listing());
          output.print(report);
          if (blobs.left() > 0) {
            output.note("and " + blobs.left() + " smaller ones; see them all with --json");
          }
          return 0;
        });
  }

  private List<StateStatistics> statistics(SnapshotContents contents) {
    try (LongWork work = LongWork.begin("show")) {
      return SnapshotStatistics.of(contents, biggest, work);
    }
  }

  private static void facts(NamedSnapshot named, Report report) {
    SnapshotManifest manifest = named.snapshot().manifest();
    report.fact("job", manifest.job());
    report.fact("id", manifest.id());
    report.fact("kind", manifest.kind().label());
    report.fact("manifest", named.uri());
    report.fact("completed", Instant.ofEpochMilli(manifest.completedMillis()));
    report.fact(
        "duration", Duration.ofMillis(manifest.completedMillis() - manifest.startedMillis()));
    report.fact("size", new Listing.Bytes(manifest.totalBytes()));
    report.fact("added", new Listing.Bytes(manifest.addedBytes()));
    report.fact("epoch", manifest.epoch());
    report.fact("maxParallelism", manifest.maxParallelism());
    report.fact("keyGroupRule", manifest.keyGroupRule());
  }

  private static Listing states(List<StateStatistics> statistics) {
    Listing listing =
        new Listing(
            "operator",
            "state",
            "kind",
            "entries",
            "bytes",
            "key",
            "namespace",
            "userKey",
            "value");
    for (StateStatistics one : statistics) {
      StateColumns columns = StateColumns.of(one.state());
      listing.row(
          columns.operator(),
          columns.name(),
          columns.kind(),
          new Listing.Count(one.entries()),
          new Listing.Bytes(one.bytes()),
          columns.key(),
          columns.namespace(),
          columns.userKey(),
          columns.value());
    }
    return listing;
  }

  private static Listing biggestKeys(List<StateStatistics> statistics) {
    JsonPrinter printer = JsonPrinter.ofInstalledFormats();
    Listing listing = new Listing("operator", "state", "key", "keyGroup", "entries", "bytes");
    for (StateStatistics one : statistics) {
      for (StateStatistics.KeySize size : one.biggest()) {
        listing.row(
            one.state().id().operator(),
            one.state().id().name(),
            new Listing.Json(printer.print(size.type(), new ReadBuffer(size.key()))),
            size.keyGroup(),
            new Listing.Count(size.entries()),
            new Listing.Bytes(size.bytes()));
      }
    }
    return listing;
  }

  private static Listing keyGroups(List<StateStatistics> statistics) {
    Listing listing =
        new Listing("operator", "state", "used", "of", "fullest", "fullestBytes", "timesTheMean");
    for (StateStatistics one : statistics) {
      if (one.state().mode() == null && one.bytes() > 0) {
        listing.row(
            one.state().id().operator(),
            one.state().id().name(),
            one.skew().used(),
            one.skew().keyGroups(),
            one.skew().fullest(),
            new Listing.Bytes(one.skew().fullestBytes()),
            one.skew().factor());
      }
    }
    return listing;
  }

  /** The blobs, and how many are left out. */
  private record Blobs(Listing listing, int left) {}

  private Blobs blobs(SnapshotManifest manifest) {
    List<BlobRef.Stored> all =
        manifest.storedBlobs().stream()
            .sorted(
                Comparator.comparingLong(BlobRef.Stored::length)
                    .reversed()
                    .thenComparing(BlobRef.Stored::name)
                    .thenComparing(BlobRef.Stored::offset))
            .toList();
    int shown = output.isJson() ? all.size() : Math.min(all.size(), BLOBS);
    Listing listing = new Listing("blob", "offset", "size");
    for (BlobRef.Stored blob : all.subList(0, shown)) {
      listing.row(blob.name(), blob.offset(), new Listing.Bytes(blob.length()));
    }
    return new Blobs(listing, all.size() - shown);
  }
}
