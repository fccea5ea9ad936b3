package io.tidemark.examples;

import io.tidemark.runtime.connector.file.TextLine;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A page was seen.
 *
 * @param millis when, since the epoch
 */
record PageView(long millis, String page) {

  static final Serializer<PageView> SERIALIZER = Serializers.records(PageView.class);

  static PageView parse(TextLine line) {
    int comma = line.text().indexOf(',');
    if (comma < 0) {
      throw line.malformed("needs epoch_millis,page");
    }
    try {
      return new PageView(
          Long.parseLong(line.text().substring(0, comma)), line.text().substring(comma + 1));
    } catch (NumberFormatException e) {
      throw line.malformed("the time is no number");
    }
  }
}
