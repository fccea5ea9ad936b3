package io.tidemark.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How lists are written, after Apache Flink: elements separated by semicolons. White space around
 * an element is dropped, and so are blank elements. An element in single or double quotes is taken
 * as it is; within it, its own quote is written twice.
 */
final class ListText {

  private final String text;
  private int position;

  private ListText(String text) {
    this.text = text;
  }

  /**
   * Splits the text into its elements.
   *
   * @throws IllegalArgumentException if a quote is not closed, or is followed by anything but the
   *     next separator
   */
  static List<String> split(String text) {
    return new ListText(text).elements();
  }

  /** The text that {@link #split} splits into these elements. */
  static String join(List<String> elements) {
    return elements.stream().map(ListText::quotedIfNeeded).collect(Collectors.joining(";"));
  }

  private static String quotedIfNeeded(String element) {
    boolean plain =
        !element.isEmpty()
            && element.equals(element.strip())
            && element.chars().noneMatch(c -> c == ';' || c == '\'' || c == '"');
    return plain ? element : '"' + element.replace("\"", "\"\"") + '"';
  }

  private List<String> elements() {
    List<String> elements = new ArrayList<>();
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == ';' || Character.isWhitespace(c)) {
        position++;
      } else if (c == '\'' || c == '"') {
        elements.add(quoted(c));
      } else {
        elements.add(plain());
      }
    }
    return List.copyOf(elements);
  }

  private String plain() {
    int end = text.indexOf(';', position);
    String element = text.substring(position, end < 0 ? text.length() : end).strip();
    position = end < 0 ? text.length() : end;
    return element;
  }

  private String quoted(char quote) {
    int start = position;
    StringBuilder element = new StringBuilder();
    position++;
    while (true) {
      int close = text.indexOf(quote, position);
      if (close < 0) {
        throw new IllegalArgumentException(
            "the quote at character " + (start + 1) + " is not closed");
      }
      element.append(text, position, close);
      position = close + 1;
      if (position == text.length() || text.charAt(position) != quote) {
        break;
      }
      element.append(quote);
      position++;
    }
    requireSeparator();
    return element.toString();
  }

  private void requireSeparator() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    if (position < text.length() && text.charAt(position) != ';') {
      throw new IllegalArgumentException(
          "a semicolon is missing after the quote that ends before character " + (position + 1));
    }
  }
}
