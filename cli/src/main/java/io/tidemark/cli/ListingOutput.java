package io.tidemark.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command that lists things prints them. */
final class ListingOutput {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--json",
      description = "Print JSON: sizes in bytes, durations in milliseconds, times in UTC.")
  private boolean json;

  void print(Listing listing) {
    listing.print(out(), json);
  }

  /** Prints a line for people, and nothing for scripts. */
  void note(String line) {
    if (!json) {
      out().println(line);
      out().flush();
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
