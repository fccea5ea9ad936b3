package io.tidemark.examples;

import java.util.function.Consumer;

/** Runs of non-blank characters. */
final class Words {

  private Words() {}

  static void of(String text, Consumer<String> words) {
    int length = text.length();
    int start = -1;
    for (int i = 0; i < length; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        words.accept(text.substring(start, i));
        start = -1;
      }
    }
    if (start >= 0) {
      words.accept(text.substring(start));
    }
  }
}
