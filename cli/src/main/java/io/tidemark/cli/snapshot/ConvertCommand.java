package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.cli.place.StorageSession;
import io.tidemark.cli.place.TargetPlace;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.snapshot.entries.PortableConversion;
import io.tidemark.snapshot.entries.SnapshotFormats;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.snapshot.repository.ImportedSavepoint;
import io.tidemark.snapshot.repository.StoredSnapshot;
import io.tidemark.spi.KeyGroups;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a snapshot again in the portable format. */
@Command(
    name = "convert",
    description = {
      "Write a snapshot again as a portable savepoint, which every backend restores.",
      "Also for another max-parallelism, which a job with state cannot change by itself.",
      "Under a root it is named converted-ID. Needs no class of the job."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark convert file:///var/lib/tidemark#42 file:///var/lib/tidemark",
      "  tidemark convert --max-parallelism 1024 file:///var/lib/tidemark \\",
      "    file:///backup/word-count/savepoints/wider"
    })
public final class ConvertCommand implements Callable<Integer> {

  private static final long MEMORY = 64L << 20;

  @Parameters(index = "0", paramLabel = "SOURCE", description = SnapshotPlace.NAMES)
  private URI source = URI.create("");

  @Parameters(index = "1", paramLabel = "TARGET", description = TargetPlace.NAMES)
  private URI target = URI.create("");

  @Option(
      names = "--max-parallelism",
      paramLabel = "N",
      description = "How many key groups it has then (default: as many as before).")
  private @Nullable Integer maxParallelism;

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    Integer wanted = maxParallelism;
    if (wanted != null && (wanted < 1 || wanted > KeyGroups.MAX_MAX_PARALLELISM)) {
      throw new InvalidConfigurationException(
          "--max-parallelism goes from 1 to " + KeyGroups.MAX_MAX_PARALLELISM + ", not " + wanted);
    }
    return storage.with(
        session -> {
          NamedSnapshot original = session.open(source).snapshot();
          TargetPlace place = TargetPlace.of(session.openTarget(target), original.snapshot());
          StoredSnapshot converted = original.whileThere(() -> convert(session, original, place));
          Report report = new Report();
          report.fact("converted", original.uri());
          report.fact("to", new NamedSnapshot(place.repository(), converted).uri());
          report.fact("maxParallelism", converted.manifest().maxParallelism());
          report.fact("size", new Listing.Bytes(converted.manifest().totalBytes()));
          output.print(report);
          return 0;
        });
  }

  private StoredSnapshot convert(
      StorageSession session, NamedSnapshot original, TargetPlace place) {
    StoredSnapshot snapshot = original.snapshot();
    PortableConversion conversion;
    try {
      conversion =
          new PortableConversion(
              original.contents(SnapshotFormats.load(session.classLoader())),
              original.repository().source(snapshot),
              maxParallelism == null ? snapshot.manifest().maxParallelism() : maxParallelism,
              new PortableWriter(PortableOptions.DEFAULT, session.services().io()),
              MEMORY);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(String.valueOf(e.getMessage()), e);
    }
    String name = place.savepoint().orElseGet(() -> "converted-" + snapshot.id());
    try (ImportedSavepoint imported = place.repository().importSavepoint(name);
        LongWork work = LongWork.begin("convert")) {
      return conversion.run(imported, work);
    }
  }
}
