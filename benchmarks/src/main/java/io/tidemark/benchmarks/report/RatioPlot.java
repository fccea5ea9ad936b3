package io.tidemark.benchmarks.report;

import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Ratios as a picture: one line a row, the median as a dot, the middle half of the rounds as a
 * stroke, what is to be reached as a mark; on a logarithmic scale, for twice as fast is as far from
 * equal as half as fast is.
 */
final class RatioPlot {

  private static final int WIDTH = 940;
  private static final int LEFT = 400;
  private static final int RIGHT = 80;
  private static final int LINE = 24;
  private static final int TOP = 34;
  private static final double LEAST = 0.25;
  private static final double MOST = 512;
  private static final double[] TICKS = {0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500};

  /** The colours, by class, for a light and a dark surrounding. */
  static final String STYLE =
      """
      .plot text { font: 13px system-ui, sans-serif; fill: #24292f; }
      .plot .tick { font-size: 11px; fill: #59636e; }
      .plot .grid { stroke: #d1d9e0; stroke-width: 1; }
      .plot .equal { stroke: #59636e; stroke-width: 1.5; }
      .plot .mark { stroke: #24292f; stroke-width: 2; }
      .plot .reached { stroke: #1a7f5a; fill: #1a7f5a; }
      .plot .below { stroke: #b35900; fill: #b35900; }
      .plot .slower { stroke: #c02634; fill: #c02634; }
      .plot .spread { stroke-width: 5; stroke-opacity: 0.35; stroke-linecap: round; }
      @media (prefers-color-scheme: dark) {
        .plot text { fill: #e6edf3; }
        .plot .tick { fill: #9198a1; }
        .plot .grid { stroke: #30363d; }
        .plot .equal { stroke: #9198a1; }
        .plot .mark { stroke: #e6edf3; }
        .plot .reached { stroke: #4cc38a; fill: #4cc38a; }
        .plot .below { stroke: #f0a045; fill: #f0a045; }
        .plot .slower { stroke: #ff7b84; fill: #ff7b84; }
      }
      """;

  private final List<Comparison> rows;
  private final StringBuilder svg = new StringBuilder();

  private RatioPlot(List<Comparison> rows) {
    this.rows = rows;
  }

  /** A picture to be put into a page that has {@link #STYLE}. */
  static String inPage(List<Comparison> comparisons) {
    return new RatioPlot(withRatio(comparisons)).draw("");
  }

  /** A picture that stands alone. */
  static String file(List<Comparison> comparisons) {
    return new RatioPlot(withRatio(comparisons)).draw("<style>\n" + STYLE + "</style>\n");
  }

  private static List<Comparison> withRatio(List<Comparison> comparisons) {
    return comparisons.stream().filter(row -> row.ratio() != null).toList();
  }

  private String draw(String style) {
    int height = TOP + rows.size() * LINE + 12;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 %d %d\""
            + " role=\"img\" aria-label=\"Ratios of Tidemark to its peers\">\n",
        WIDTH, height);
    svg.append(style);
    for (double tick : TICKS) {
      drawTick(tick, height - 12);
    }
    for (int i = 0; i < rows.size(); i++) {
      drawRow(rows.get(i), TOP + i * LINE + LINE / 2);
    }
    return svg.append("</svg>\n").toString();
  }

  private void drawTick(double ratio, int bottom) {
    String kind = ratio == 1 ? "equal" : "grid";
    add(
        "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
        kind, x(ratio), x(ratio), TOP - 8, bottom);
    add(
        "<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s×</text>\n",
        x(ratio), TOP - 14, ratio < 1 ? Double.toString(ratio) : Integer.toString((int) ratio));
  }

  private void drawRow(Comparison row, int y) {
    Distribution ratio = row.ratio();
    if (ratio == null) {
      return;
    }
    String title = Markup.text(row.row().title());
    add(
        "<g><title>%s: %s (%s) against %s</title>\n",
        title,
        Figures.ratio(ratio),
        Figures.spread(ratio),
        Markup.text(String.valueOf(row.rival())));
    add("<text text-anchor=\"end\" x=\"%d\" y=\"%d\">%s</text>\n", LEFT - 12, y + 4, title);
    drawRatio(ratio, row.row().reach(), Verdict.of(row), y);
    add("<text x=\"%d\" y=\"%d\">%s</text></g>\n", WIDTH - RIGHT + 12, y + 4, Figures.ratio(ratio));
  }

  private void drawRatio(Distribution ratio, @Nullable Double reach, String kind, int y) {
    add(
        "<line class=\"spread %s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
        kind, x(ratio.low()), x(ratio.high()), y, y);
    if (reach != null) {
      add(
          "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
          x(reach), x(reach), y - 7, y + 7);
    }
    add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"5\"/>\n", kind, x(ratio.median()), y);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }

  private static double x(double ratio) {
    double bounded = Math.max(LEAST, Math.min(MOST, ratio));
    double part = Math.log(bounded / LEAST) / Math.log(MOST / LEAST);
    return LEFT + part * (WIDTH - LEFT - RIGHT);
  }
}
