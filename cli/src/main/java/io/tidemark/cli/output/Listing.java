package io.tidemark.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows under named columns, printed as a table or as JSON. A cell is text, a number, a boolean,
 * {@link Count}, {@link Bytes}, {@link Json}, a {@link Duration}, an {@link Instant}, or {@link
 * #NONE}.
 */
public final class Listing {

  /** A size. */
  public record Bytes(long count) {}

  /** A quantity, as opposed to a number that is a name, such as an id. */
  public record Count(long count) {}

  /** A value that is JSON already. */
  public record Json(String text) {}

  /** Nothing to say: an empty cell, a null in JSON. */
  public static final Object NONE = new Object();

  private final List<String> columns;
  private final Set<String> scriptColumns = new HashSet<>();
  private final List<List<Object>> rows = new ArrayList<>();

  public Listing(String... columns) {
    this.columns = List.of(columns);
  }

  /** These columns are for scripts only. */
  public Listing scriptsOnly(String... names) {
    scriptColumns.addAll(List.of(names));
    return this;
  }

  /** Adds a row, a cell for each column. */
  public void row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns);
    }
    rows.add(List.of(cells));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints a table, as wide as the terminal at most. */
  public void print(PrintWriter out) {
    printTable(out, Terminal.ofProcess().outputColumns());
    out.flush();
  }

  void printTable(PrintWriter out, OptionalInt width) {
    int[] shown = IntStream.range(0, columns.size()).filter(this::isShown).toArray();
    Table table =
        new Table(
            Arrays.stream(shown)
                .mapToObj(i -> Report.words(columns.get(i)).toUpperCase(Locale.ROOT))
                .toList(),
            width);
    for (int i = 0; i < shown.length; i++) {
      int column = shown[i];
      if (rows.stream().allMatch(row -> isQuantity(row.get(column)))) {
        table.alignRight(i);
      }
    }
    for (List<Object> row : rows) {
      table.row(Arrays.stream(shown).mapToObj(i -> shown(row.get(i))).toList());
    }
    table.print(out);
  }

  /** A column in which nothing stands is not shown. */
  private boolean isShown(int column) {
    return !scriptColumns.contains(columns.get(column))
        && (rows.isEmpty() || rows.stream().anyMatch(row -> row.get(column) != NONE));
  }

  private static boolean isQuantity(Object cell) {
    return cell == NONE || cell instanceof Number || cell instanceof Count || cell instanceof Bytes;
  }

  /** A cell as people read it. */
  static String shown(Object cell) {
    if (cell == NONE) {
      return "";
    } else if (cell instanceof Bytes bytes) {
      return Shown.bytes(bytes.count());
    } else if (cell instanceof Json json) {
      return json.text();
    } else if (cell instanceof Duration duration) {
      return Shown.duration(duration);
    } else if (cell instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    } else if (cell instanceof Double number) {
      return String.format(Locale.ROOT, "%.2f", number);
    } else if (cell instanceof Count count) {
      return Shown.count(count.count());
    }
    return cell.toString();
  }

  void printJson(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (List<Object> row : rows) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(columns.get(i));
        write(json, row.get(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, Object cell) throws IOException {
    if (cell == NONE) {
      json.writeNull();
    } else if (cell instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (cell instanceof Double number) {
      json.writeNumber(number);
    } else if (cell instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (cell instanceof Count count) {
      json.writeNumber(count.count());
    } else if (cell instanceof Bytes bytes) {
      json.writeNumber(bytes.count());
    } else if (cell instanceof Json raw) {
      json.writeRawValue(raw.text());
    } else if (cell instanceof Duration duration) {
      json.writeNumber(duration.toMillis());
    } else {
      json.writeString(cell.toString());
    }
  }
}
