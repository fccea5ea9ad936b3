package io.tidemark.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.benchmarks.result.Chapter;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Failure;
import io.tidemark.benchmarks.result.Measurement;
import io.tidemark.benchmarks.result.Metric;
import io.tidemark.benchmarks.result.Row;
import io.tidemark.benchmarks.result.Run;
import io.tidemark.benchmarks.result.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final Series OURS =
      new Series("tidemark-memory", List.of(5e6, 5e6), List.of(Map.of(), Map.of()));
  private static final Series THEIRS =
      new Series("r", List.of(2e6, 2e6), List.of(Map.of(), Map.of()));
  private static final Failure FAILURE =
      new Failure("memory-put", "flink-heap ended too early:\n  at Some.line");
  private static final Run RUN = run();
  @TempDir Path folder;

  @Test
  void page_needsNothingBesidesItself() {
    String page = HtmlReport.of(RUN);

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "href=", "<script");
    assertThat(page).contains("prefers-color-scheme: dark", "<svg", "2.50 ×", "commit-of-it");
  }

  @Test
  void page_escapesText() {
    assertThat(HtmlReport.of(RUN)).contains("get &lt;fast&gt;").doesNotContain("get <fast>");
  }

  @Test
  void picture_standsAlone() {
    String picture = RatioPlot.file(RUN.chapters().get(0).comparisons());

    assertThat(picture).startsWith("<svg").contains("<style>", "get &lt;fast&gt;");
  }

  @Test
  void row_isShownAsItCameOut() {
    assertThat(Verdict.of(compared(Row.of("a", Metric.RATE, 2, "r")))).isEqualTo("reached");
    assertThat(Verdict.of(compared(Row.of("a", Metric.RATE, 3, "r")))).isEqualTo("below");
    assertThat(Verdict.of(compared(Row.of("a", Metric.TIME, 3, "r")))).isEqualTo("slower");
    assertThat(Verdict.of(compared(Row.of("a", Metric.TIME, 0.3, "r")))).isEqualTo("reached");
    assertThat(Verdict.of(compared(Row.told("a", Metric.TIME, "r")))).isEqualTo("slower");
  }

  @Test
  void json_hasEveryRoundAndWhatJmhWrote() throws Exception {
    String json = RunJson.of(RUN);

    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        // Reading to the end is the check that it is JSON.
      }
    }
    assertThat(json).contains("\"commit\" : \"commit-of-it\"", "\"jmhVersion\"", "\"score\"");
  }

  @Test
  void publishing_replacesTheResultsAndNothingElse() throws Exception {
    Path page = folder.resolve("BENCHMARKS.md");
    Files.writeString(
        page, "before\n" + PublishedPage.BEGIN + "\nold\n" + PublishedPage.END + "\nafter\n");

    PublishedPage.publish(RUN, page, folder.resolve("benchmarks"));

    assertThat(Files.readString(page))
        .startsWith("before\n" + PublishedPage.BEGIN)
        .endsWith(PublishedPage.END + "\nafter\n")
        .contains("| get <fast> |", "**2.50 ×**", "≥ 2.00", "benchmarks/memory.svg")
        .doesNotContain("old");
    assertThat(folder.resolve("benchmarks/memory.svg")).exists();
    assertThat(folder.resolve("benchmarks/run.json")).exists();
  }

  @Test
  void publishing_removesThePicturesOfAnOlderRun() throws Exception {
    Path pictures = Files.createDirectories(folder.resolve("benchmarks"));
    Files.writeString(pictures.resolve("older.svg"), "<svg/>");
    Path page = folder.resolve("BENCHMARKS.md");
    Files.writeString(page, PublishedPage.BEGIN + "\n" + PublishedPage.END);

    PublishedPage.publish(RUN, page, pictures);

    assertThat(pictures.resolve("older.svg")).doesNotExist();
  }

  @Test
  void experimentThatFailed_isToldWithItsReasonAndWithoutItsLog() {
    assertThat(PublishedPage.results(RUN, "benchmarks"))
        .contains("`memory-put` (flink-heap ended too early:)")
        .doesNotContain("Some.line");
    assertThat(RunJson.of(RUN)).contains("memory-put").doesNotContain("Some.line");
    assertThat(HtmlReport.of(RUN)).contains("memory-put", "Some.line");
  }

  @Test
  void rowWithATarget_saysWhetherItWasReached() {
    assertThat(Figures.reached(compared(Row.of("a", Metric.RATE, 2, "r")))).isEqualTo("yes");
    assertThat(Figures.reached(compared(Row.of("a", Metric.RATE, 3, "r")))).isEqualTo("no");
    assertThat(Figures.reached(compared(Row.told("a", Metric.RATE, "r")))).isEmpty();
  }

  @Test
  void pageWithoutAPlaceForResults_isRefused() {
    assertThatThrownBy(() -> PublishedPage.withResults("text", "results"))
        .hasMessageContaining(PublishedPage.BEGIN);
  }

  @Test
  void documentation_hasAPlaceForResults() throws Exception {
    Path page = Path.of(System.getProperty("tidemark.root", ".."), "docs", "BENCHMARKS.md");

    assertThat(PublishedPage.withResults(Files.readString(page), "results")).contains("results");
  }

  private static Comparison compared(Row row) {
    return Comparison.of(
        "memory-get", row, "tidemark-memory", Map.of("tidemark-memory", OURS, "r", THEIRS));
  }

  private static Run run() {
    Measurement measurement =
        new Measurement(
            "memory-get",
            1,
            Map.of("tidemark-memory", OURS, "r", THEIRS),
            List.of(compared(Row.of("get <fast>", Metric.RATE, 2, "r"))),
            Map.of("tidemark-memory", "[{\"jmhVersion\": \"1.37\"}]"));
    return new Run(
        Instant.EPOCH,
        "bin/tidemark bench",
        "commit-of-it",
        Map.of("processors", "2"),
        Map.of("flink-runtime", "2.3.0"),
        List.of(new Chapter("memory", "State in memory", List.of(measurement), List.of(FAILURE))));
  }
}
