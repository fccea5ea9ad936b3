package io.tidemark.benchmarks.report;

import io.tidemark.benchmarks.result.Chapter;
import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import io.tidemark.benchmarks.result.Failure;
import io.tidemark.benchmarks.result.Run;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of the documentation: its text is written by hand, the results between two marks by a
 * run, with pictures and raw figures beside it.
 */
public final class PublishedPage {

  /** Begins what a run writes. */
  static final String BEGIN = "<!-- results: written by bin/tidemark bench --publish -->";

  /** Ends it. */
  static final String END = "<!-- end of results -->";

  private PublishedPage() {}

  /**
   * Puts the run's results into {@code page}, and its pictures and figures into {@code folder}
   * beside it.
   */
  public static void publish(Run run, Path page, Path folder) throws IOException {
    Files.createDirectories(folder);
    deletePictures(folder);
    for (Chapter chapter : run.chapters()) {
      Files.writeString(
          folder.resolve(chapter.name() + ".svg"), RatioPlot.file(chapter.comparisons()));
    }
    Files.writeString(folder.resolve("run.json"), RunJson.of(run));
    Files.writeString(
        page, withResults(Files.readString(page), results(run, folder.getFileName().toString())));
  }

  /** Chapters come and go, and no picture of an older run stays among those of this one. */
  private static void deletePictures(Path folder) throws IOException {
    try (DirectoryStream<Path> pictures = Files.newDirectoryStream(folder, "*.svg")) {
      for (Path picture : pictures) {
        Files.delete(picture);
      }
    }
  }

  /** The page with other results. */
  static String withResults(String page, String results) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "The page has no place for results between '" + BEGIN + "' and '" + END + "'");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + results + page.substring(end);
  }

  /** The results as Markdown. */
  static String results(Run run, String folder) {
    StringBuilder text = new StringBuilder();
    text.append("\nRun of ").append(run.started()).append(" at commit `").append(run.commit());
    text.append("`, by `").append(run.command()).append("`, on ");
    text.append(String.join(", ", run.machine().values())).append(", with ");
    text.append(
        String.join(
            ", ",
            run.versions().entrySet().stream().map(v -> v.getKey() + " " + v.getValue()).toList()));
    text.append(". All rounds: [").append(folder).append("/run.json](").append(folder);
    text.append("/run.json).\n");
    for (Chapter chapter : run.chapters()) {
      text.append("\n### ").append(chapter.title()).append("\n\n![Ratios](").append(folder);
      text.append('/').append(chapter.name()).append(".svg)\n\n");
      text.append("| what | Tidemark | rival | ratio | middle half | to reach | reached |\n");
      text.append("|---|---|---|---|---|---|---|\n");
      chapter.comparisons().forEach(row -> row(text, row));
      chapter.failures().forEach(failure -> failure(text, failure));
    }
    return text.append('\n').toString();
  }

  private static void row(StringBuilder text, Comparison row) {
    Distribution theirs = row.rivalFigures();
    Distribution ratio = row.ratio();
    text.append("| ").append(row.row().title());
    text.append(" | ").append(Figures.withUnit(row, row.subject())).append(" | ");
    if (theirs != null) {
      text.append(row.rival()).append(' ').append(Figures.withUnit(row, theirs));
    }
    text.append(" | ").append(ratio == null ? "" : "**" + Figures.ratio(ratio) + "**");
    text.append(" | ").append(ratio == null ? "" : Figures.spread(ratio));
    text.append(" | ").append(Figures.reach(row));
    text.append(" | ").append(row.reached() ? Figures.reached(row) : "**no**").append(" |\n");
  }

  private static void failure(StringBuilder text, Failure failure) {
    text.append("\n**Failed, and so not measured:** `").append(failure.experiment());
    text.append("` (").append(failure.summary().replace("|", "\\|")).append(")\n");
  }
}
