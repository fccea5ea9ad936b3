package io.tidemark.benchmarks;

import io.tidemark.benchmarks.catalog.Section;
import io.tidemark.benchmarks.driver.Experiment;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import io.tidemark.benchmarks.result.Measurement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Tells on the console how far a run is, how long it goes on, and what has come out. */
final class Progress {

  private final PrintWriter out;
  private final int count;
  private double expectedSeconds;
  private double passedSeconds;
  private double passedExpectedSeconds;
  private int begun;

  Progress(PrintWriter out, List<Section> sections) {
    this.out = out;
    this.count = sections.stream().mapToInt(section -> section.experiments().size()).sum();
    for (Section section : sections) {
      for (Experiment experiment : section.experiments()) {
        expectedSeconds += experiment.expectedSeconds();
      }
    }
  }

  void begin(Experiment experiment) {
    begun++;
    // Machines differ: what has been measured corrects what was expected.
    double pace = passedExpectedSeconds == 0 ? 1 : passedSeconds / passedExpectedSeconds;
    double left = (expectedSeconds - passedExpectedSeconds) * pace;
    out.printf(
        Locale.ROOT,
        "[%d/%d] %s … about %s left%n",
        begun,
        count,
        experiment.name(),
        left < 90 ? Math.round(left) + " s" : Math.round(left / 60) + " min");
    out.flush();
  }

  void end(Experiment experiment, Measurement measurement) {
    passedSeconds += measurement.seconds();
    passedExpectedSeconds += experiment.expectedSeconds();
    measurement.comparisons().forEach(this::tell);
    out.flush();
  }

  private void tell(Comparison compared) {
    Distribution theirs = compared.rivalFigures();
    Distribution ratio = compared.ratio();
    out.printf(
        Locale.ROOT,
        "  %-50s %10.3f %-6s",
        compared.row().title(),
        compared.subject().median(),
        compared.row().metric().unit());
    if (theirs != null && ratio != null) {
      out.printf(
          Locale.ROOT,
          " %-21s %10.3f  ratio %7.2f (%.2f-%.2f)",
          compared.rival(),
          theirs.median(),
          ratio.median(),
          ratio.low(),
          ratio.high());
    }
    Double reach = compared.row().reach();
    if (reach != null) {
      out.printf(Locale.ROOT, "  %s %s", compared.reached() ? "reaches" : "misses", reach);
    }
    out.println();
  }
}
