package io.tidemark.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints any number of rows as they come, with cells as in {@link Listing}. A table is laid out
 * page by page; a line of JSON lines leaves out what is {@link Listing#NONE}; CSV follows RFC 4180,
 * and has strings of JSON as they are.
 */
public final class RowOutput {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int PAGE = 1000;

  /** The standard output is flushed at each line that is printed into it. */
  private static final int BUFFER_CHARS = 64 << 10;

  private final RowFormat format;
  private final List<String> columns;
  private final PrintWriter underlying;
  private final PrintWriter out;
  private Listing page;
  private int rowsOfPage;

  /** Begins with what a format has at its head. */
  public RowOutput(RowFormat format, PrintWriter out, String... columns) {
    this.format = format;
    this.columns = List.of(columns);
    this.underlying = out;
    this.out = new PrintWriter(new BufferedWriter(out, BUFFER_CHARS));
    this.page = new Listing(columns);
    if (format == RowFormat.CSV) {
      csvLine(this.columns);
    }
  }

  /** Prints a row, a cell for each column. */
  public void row(Object... cells) {
    switch (format) {
      case TABLE -> {
        page.row(cells);
        rowsOfPage++;
        if (rowsOfPage == PAGE) {
          flushPage();
        }
      }
      case JSONL -> jsonLine(cells);
      case CSV -> {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
          texts.add(cell instanceof Listing.Json json ? unquoted(json.text()) : plain(cell));
        }
        csvLine(texts);
      }
    }
  }

  /** Whether nobody reads any more, as where a pipe was closed. */
  public boolean isBroken() {
    return underlying.checkError();
  }

  /** No more rows come. */
  public void end() {
    if (rowsOfPage > 0) {
      flushPage();
    }
    out.flush();
  }

  private void flushPage() {
    page.print(out);
    page = new Listing(columns.toArray(String[]::new));
    rowsOfPage = 0;
  }

  private void jsonLine(Object[] cells) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < cells.length; i++) {
        if (cells[i] != Listing.NONE) {
          json.writeFieldName(columns.get(i));
          Listing.write(json, cells[i]);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string in memory takes all that is written", e);
    }
    out.println(text);
  }

  private void csvLine(List<String> cells) {
    out.print(cells.stream().map(RowOutput::csv).collect(Collectors.joining(",")) + "\r\n");
  }

  private static String csv(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static String plain(Object cell) {
    if (cell == Listing.NONE) {
      return "";
    }
    return cell instanceof Listing.Count count ? String.valueOf(count.count()) : cell.toString();
  }

  private static String unquoted(String json) {
    if (!json.startsWith("\"")) {
      return json;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : json;
    } catch (IOException e) {
      throw new UncheckedIOException("A printer's JSON is JSON", e);
    }
  }
}
