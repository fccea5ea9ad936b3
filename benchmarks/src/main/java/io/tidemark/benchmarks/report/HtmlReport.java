package io.tidemark.benchmarks.report;

import io.tidemark.benchmarks.result.Chapter;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import io.tidemark.benchmarks.result.Failure;
import io.tidemark.benchmarks.result.Run;
import java.util.Map;

/** A run as one page that needs nothing besides itself. */
public final class HtmlReport {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #24292f; --soft: #59636e; --line: #d1d9e0;
        --ground: #ffffff; --good: #1a7f5a; --warn: #b35900; --bad: #c02634; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --soft: #9198a1; --line: #30363d; --ground: #0d1117;
          --good: #4cc38a; --warn: #f0a045; --bad: #ff7b84; }
      }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground);
        max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
      h1, h2 { line-height: 1.2; }
      h2 { margin-top: 2.5rem; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; }
      dt { color: var(--soft); }
      dd { margin: 0; overflow-wrap: anywhere; }
      .scroll, pre { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; }
      th { color: var(--soft); font-weight: 600; }
      td.number, th.number { text-align: right; }
      td.number, td.soft { white-space: nowrap; }
      .reached { color: var(--good); } .below { color: var(--warn); } .slower { color: var(--bad); }
      .soft { color: var(--soft); }
      svg.plot { width: 100%; height: auto; }
      """;

  private HtmlReport() {}

  /** The page. */
  public static String of(Run run) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Tidemark benchmarks</title>\n<style>\n")
        .append(STYLE)
        .append(RatioPlot.STYLE)
        .append("</style></head><body>\n<h1>Tidemark beside its peers</h1>\n")
        .append(
            "<p>Each line divides Tidemark's figure by that of the best rival in the same round;"
                + " right of 1× Tidemark is better. The dot is the median of all rounds, the stroke"
                + " their middle half, the mark what is to be reached. Green has reached it, orange is"
                + " better than the rival and has not, red is worse than the rival.</p>\n<dl>\n");
    item(page, "started", run.started().toString());
    item(page, "command", run.command());
    item(page, "commit", run.commit());
    run.machine().forEach((name, value) -> item(page, name, value));
    item(page, "versions", joined(run.versions()));
    page.append("</dl>\n");
    run.chapters().forEach(chapter -> chapter(page, chapter));
    return page.append("</body></html>\n").toString();
  }

  private static void item(StringBuilder page, String name, String value) {
    page.append("<dt>")
        .append(Markup.text(name))
        .append("</dt><dd>")
        .append(Markup.text(value))
        .append("</dd>\n");
  }

  private static String joined(Map<String, String> versions) {
    StringBuilder text = new StringBuilder();
    versions.forEach(
        (name, version) ->
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(version));
    return text.toString();
  }

  private static void chapter(StringBuilder page, Chapter chapter) {
    page.append("<h2>")
        .append(Markup.text(chapter.title()))
        .append("</h2>\n")
        .append(RatioPlot.inPage(chapter.comparisons()))
        .append("<div class=\"scroll\"><table><thead><tr><th>what</th>")
        .append("<th class=\"number\">Tidemark</th><th class=\"number\">rival</th><th>which</th>")
        .append("<th class=\"number\">ratio</th><th class=\"number\">middle half</th>")
        .append("<th class=\"number\">to reach</th><th>reached</th></tr></thead><tbody>\n");
    chapter.comparisons().forEach(row -> row(page, row));
    page.append("</tbody></table></div>\n");
    chapter.failures().forEach(failure -> failure(page, failure));
  }

  private static void row(StringBuilder page, Comparison row) {
    Distribution theirs = row.rivalFigures();
    Distribution ratio = row.ratio();
    page.append("<tr><td>").append(Markup.text(row.row().title())).append("</td>");
    number(page, "", Figures.withUnit(row, row.subject()));
    number(page, "", theirs == null ? "" : Figures.withUnit(row, theirs));
    page.append("<td class=\"soft\">")
        .append(Markup.text(row.rival() == null ? "" : row.rival()))
        .append("</td>");
    number(page, Verdict.of(row), ratio == null ? "" : Figures.ratio(ratio));
    number(page, "soft", ratio == null ? "" : Figures.spread(ratio));
    number(page, "soft", Figures.reach(row));
    page.append("<td class=\"")
        .append(Verdict.of(row))
        .append("\">")
        .append(Figures.reached(row))
        .append("</td></tr>\n");
  }

  private static void failure(StringBuilder page, Failure failure) {
    page.append("<p class=\"slower\">Failed, and so not measured: ")
        .append(Markup.text(failure.experiment()))
        .append("</p><pre>")
        .append(Markup.text(failure.reason()))
        .append("</pre>\n");
  }

  private static void number(StringBuilder page, String kind, String text) {
    page.append("<td class=\"number ").append(kind).append("\">").append(text).append("</td>");
  }
}
