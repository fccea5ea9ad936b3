package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.Listing;
import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.LongWork;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.NamedSnapshot;
import io.tidemark.cli.place.SnapshotPlace;
import io.tidemark.cli.place.StorageArguments;
import io.tidemark.cli.place.TargetPlace;
import io.tidemark.cli.process.CommandFailedException;
import io.tidemark.snapshot.repository.SnapshotRepository;
import io.tidemark.snapshot.repository.StoredSnapshot;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies a snapshot. */
@Command(
    name = "copy",
    description = {
      "Copy a snapshot to another place, every byte checked.",
      "A copy that was broken off goes on from where it was when it is asked for again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark copy file:///var/lib/tidemark s3://bucket/backup",
      "  tidemark copy file:///var/lib/tidemark/word-count#42 \\",
      "    file:///backup/word-count/savepoints/before-upgrade"
    })
public final class CopyCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "SOURCE", description = SnapshotPlace.NAMES)
  private URI source = URI.create("");

  @Parameters(index = "1", paramLabel = "TARGET", description = TargetPlace.NAMES)
  private URI target = URI.create("");

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    return storage.with(
        session -> {
          NamedSnapshot original = session.open(source).snapshot();
          TargetPlace place = TargetPlace.of(session.openTarget(target), original.snapshot());
          if (place.isWhereItIs(original)) {
            throw new CommandFailedException(
                original.uri()
                    + " is there already; name another root, or ROOT/JOB/savepoints/NAME",
                null);
          }
          StoredSnapshot copy = original.whileThere(() -> copy(original, place));
          Report report = new Report();
          report.fact("copied", original.uri());
          report.fact("to", new NamedSnapshot(place.repository(), copy).uri());
          report.fact("size", new Listing.Bytes(copy.manifest().totalBytes()));
          output.print(report);
          return 0;
        });
  }

  private static StoredSnapshot copy(NamedSnapshot original, TargetPlace place) {
    SnapshotRepository from = original.repository();
    SnapshotRepository to = place.repository();
    Optional<String> savepoint = place.savepoint();
    try (LongWork work = LongWork.begin("copy")) {
      return savepoint.isPresent()
          ? from.exportSavepoint(to, original.snapshot(), savepoint.get(), work)
          : from.copyTo(to, original.snapshot(), work);
    }
  }
}
