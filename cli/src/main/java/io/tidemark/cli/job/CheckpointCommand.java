package io.tidemark.cli.job;

import io.tidemark.cli.output.ListingOutput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks a running job for a checkpoint. */
@Command(
    name = "checkpoint",
    description = "Take a checkpoint of a running job now. Waits until it is there.",
    footerHeading = "%nExamples:%n",
    footer = "  tidemark checkpoint http://127.0.0.1:8081")
public final class CheckpointCommand implements Callable<Integer> {

  @Mixin private JobArguments job = new JobArguments();

  @Mixin private ListingOutput output = new ListingOutput();

  @Override
  public Integer call() {
    JobArguments.tell(output, "checkpoint", job.client().checkpoint());
    return 0;
  }
}
