package io.tidemark.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Lays text out in columns. On a terminal, wide columns are cut so that no line is longer than it
 * is; where even that leaves too little of them, each row becomes a block of lines.
 */
final class Table {

  private static final int GAP = 2;

  /** A column is not cut further than this. */
  private static final int LEAST = 10;

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
  private static boolean shrink(int[] widths, int limit) {
    int total = Arrays.stream(widths).sum() + GAP * (widths.length - 1);
    while (total > limit) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return false;
      }
      widths[widest]--;
      total--;
    }
    return true;
  }

  private void printLine(PrintWriter out, String[] cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cut(cells[i], widths[i]);
      String padding = " ".repeat(widths[i] - cell.length());
      text.append(rightAligned[i] ? padding + cell : cell + padding).append(" ".repeat(GAP));
    }
    out.println(text.toString().stripTrailing());
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
