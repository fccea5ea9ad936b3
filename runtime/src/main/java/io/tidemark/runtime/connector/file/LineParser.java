package io.tidemark.runtime.connector.file;

import io.tidemark.runtime.function.Collector;
import io.tidemark.runtime.function.FlatMap;
import io.tidemark.runtime.function.OutputTag;
import java.util.function.Function;

/**
 * Makes records of lines. A line that cannot be read goes to the side output {@link #MALFORMED}.
 * Without this, in a plain map, such a line fails the job with its file and offset.
 */
public final class LineParser<T> implements FlatMap<TextLine, T> {

  /** The lines that could not be read. */
  public static final OutputTag<TextLine> MALFORMED =
      new OutputTag<>("malformed", TextLine.SERIALIZER);

  private final Function<TextLine, T> parser;

  /**
   * @param parser throws {@link TextLine#malformed} for a line that it cannot read
   */
  public LineParser(Function<TextLine, T> parser) {
    this.parser = parser;
  }

  @Override
  public void flatMap(TextLine line, Collector<T> out) {
    T record;
    try {
      record = parser.apply(line);
    } catch (MalformedLineException e) {
      out.collect(MALFORMED, line);
      return;
    }
    out.collect(record);
  }
}
