package io.tidemark.cli.snapshot;

import io.tidemark.cli.output.ListingOutput;
import io.tidemark.cli.output.Report;
import io.tidemark.cli.place.SavepointPlace;
import io.tidemark.cli.place.StorageArguments;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a savepoint. */
@Command(
    name = "delete",
    description = {
      "Delete one savepoint, damaged or not.",
      "Checkpoints are deleted by their job, and what no snapshot names by: tidemark gc"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark delete file:///var/lib/tidemark/word-count/savepoints/before-upgrade"})
public final class DeleteCommand implements Callable<Integer> {

  @Parameters(paramLabel = "URI", description = SavepointPlace.NAMES)
  private URI uri = URI.create("");

  @Mixin private StorageArguments storage = new StorageArguments();
  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    return storage.with(
        session -> {
          SavepointPlace savepoint = SavepointPlace.of(session.open(uri));
          savepoint.delete();
          Report report = new Report();
          report.fact("deleted", savepoint.uri());
          output.print(report);
          return 0;
        });
  }
}
