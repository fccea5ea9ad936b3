package io.tidemark.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command that lists things prints them. */
public final class ListingOutput {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--json",
      description = "Print JSON: sizes in bytes, durations in milliseconds, times in UTC.")
  private boolean json;

  /** Whether scripts read it. */
  public boolean isJson() {
    return json;
  }

  /** Prints rows. */
  public void print(Listing listing) {
    if (json) {
      printJson(listing::printJson);
    } else {
      listing.printTable(out(), Terminal.ofProcess().outputColumns());
    }
    out().flush();
  }

  /** Prints facts and rows. */
  public void print(Report report) {
    if (json) {
      printJson(report::printJson);
    } else {
      report.printText(out(), Terminal.ofProcess().outputColumns());
    }
    out().flush();
  }

  /** Prints a line for people, and nothing for scripts. */
  public void note(String line) {
    if (!json) {
      out().println(line);
      out().flush();
    }
  }

  /** Writes one value. */
  @FunctionalInterface
  private interface JsonValue {
    void write(JsonGenerator json) throws IOException;
  }

  private void printJson(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.useDefaultPrettyPrinter();
      value.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out().println(text);
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
