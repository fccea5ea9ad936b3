package io.tidemark.benchmarks.report;

/** Text in HTML and SVG. */
final class Markup {

  private Markup() {}

  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
