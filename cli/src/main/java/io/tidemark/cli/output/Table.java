package io.tidemark.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Lays text out in columns. On a terminal, wide columns are cut so that no line is longer than it
 * is, but the last one goes on below itself; where even that leaves too little of them, each row
 * becomes a block of lines.
 */
final class Table {

  private static final int GAP = 2;

  /** A column is not cut further than this, */
  private static final int LEAST = 10;

  /** and one that goes on below itself is at least as wide as this, if it has as much to say. */
  private static final int LEAST_WRAPPED = 24;

  /** How many lines a cell of the last column has at most. */
  private static final int MOST_LINES = 4;

  private static final String CUT = "…";

  private final List<String> columns;
  private final boolean[] rightAligned;
  private final OptionalInt width;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * @param width how many characters a line may have, empty for any number
   */
  Table(List<String> columns, OptionalInt width) {
    this.columns = columns;
    this.width = width;
    this.rightAligned = new boolean[columns.size()];
  }

  /** Numbers stand better under each other to the right. */
  void alignRight(int column) {
    rightAligned[column] = true;
  }

  void row(List<String> cells) {
    rows.add(cells.stream().map(Table::printable).toArray(String[]::new));
  }

  void print(PrintWriter out) {
    int[] widths = columns.stream().mapToInt(String::length).toArray();
    for (String[] row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], row[i].length()));
    }
    if (width.isPresent() && !shrink(widths, width.getAsInt())) {
      printBlocks(out, width.getAsInt());
      return;
    }
    printLine(out, columns.toArray(String[]::new), widths);
    for (String[] row : rows) {
      printLine(out, row, widths);
    }
  }

  /** Takes from the widest column as long as it is too wide; false if that does not suffice. */
  private boolean shrink(int[] widths, int limit) {
    int total = Arrays.stream(widths).sum() + GAP * (widths.length - 1);
    while (total > limit) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > least(i) && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return false;
      }
      widths[widest]--;
      total--;
    }
    return true;
  }

  private int least(int column) {
    return column == columns.size() - 1 && !rightAligned[column] ? LEAST_WRAPPED : LEAST;
  }

  private void printLine(PrintWriter out, String[] cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    int last = widths.length - 1;
    for (int i = 0; i < last; i++) {
      text.append(aligned(cut(cells[i], widths[i]), i, widths[i])).append(" ".repeat(GAP));
    }
    int indent = text.length();
    List<String> lines = wrapped(cells[last], widths[last]);
    text.append(aligned(lines.get(0), last, widths[last]));
    out.println(text.toString().stripTrailing());
    for (String line : lines.subList(1, lines.size())) {
      out.println(" ".repeat(indent) + line);
    }
  }

  private String aligned(String cell, int column, int width) {
    String padding = " ".repeat(width - cell.length());
    return rightAligned[column] ? padding + cell : cell + padding;
  }

  /** Breaks at spaces where there are any. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width && lines.size() < MOST_LINES - 1) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > width / 2 ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(cut(rest, width));
    return lines;
  }

  private void printBlocks(PrintWriter out, int limit) {
    int names = columns.stream().mapToInt(String::length).max().orElse(0);
    String separator = "";
    for (String[] row : rows) {
      out.print(separator);
      separator = System.lineSeparator();
      for (int i = 0; i < row.length; i++) {
        if (!row[i].isEmpty()) {
          String name = columns.get(i) + " ".repeat(names - columns.get(i).length() + GAP);
          out.println(name + cut(row[i], Math.max(LEAST, limit - name.length())));
        }
      }
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - CUT.length()) + CUT;
  }

  /** A state may hold anything: what would move the cursor or end the line is shown escaped. */
  private static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }
}
