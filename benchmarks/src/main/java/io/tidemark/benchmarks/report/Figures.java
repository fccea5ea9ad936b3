package io.tidemark.benchmarks.report;

import io.tidemark.benchmarks.result.Comparison;
import io.tidemark.benchmarks.result.Distribution;
import java.util.Locale;

/** Numbers as people read them: three digits that count. */
final class Figures {

  private Figures() {}

  static String of(double figure) {
    double size = Math.abs(figure);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", figure);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", figure);
  }

  static String withUnit(Comparison row, Distribution figures) {
    boolean counted =
        row.row().metric().isCount() && figures.median() == Math.rint(figures.median());
    return (counted ? String.format(Locale.ROOT, "%,.0f", figures.median()) : of(figures.median()))
        + " "
        + row.row().metric().unit();
  }

  static String ratio(Distribution ratio) {
    return of(ratio.median()) + " ×";
  }

  static String spread(Distribution ratio) {
    return of(ratio.low()) + "–" + of(ratio.high());
  }

  /** Whether what is to be reached was reached, or nothing where nothing is. */
  static String reached(Comparison row) {
    return row.row().reach() == null ? "" : row.reached() ? "yes" : "no";
  }

  /** What is to be reached, or nothing. */
  static String reach(Comparison row) {
    Double reach = row.row().reach();
    if (reach == null) {
      return "";
    }
    if (row.ratio() != null) {
      return "≥ " + of(reach);
    }
    return (row.row().metric().moreIsBetter() ? "≥ " : "≤ ") + of(reach);
  }
}
