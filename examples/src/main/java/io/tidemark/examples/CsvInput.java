package io.tidemark.examples;

import io.tidemark.config.ConfigOption;
import io.tidemark.runtime.connector.file.LineParser;
import io.tidemark.runtime.connector.file.TextFileSink;
import io.tidemark.runtime.connector.file.TextFileSource;
import io.tidemark.runtime.connector.file.TextLine;
import io.tidemark.runtime.job.DataStream;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Input files of which each line is a record. */
final class CsvInput {

  private CsvInput() {}

  /**
   * The records of the files at {@code input}. Lines that cannot be read are put aside where {@code
   * malformed} says, with their place; where it says nothing, they fail the job.
   */
  static <T> DataStream<T> read(
      JobBuilder job,
      String name,
      ConfigOption<Path> input,
      ConfigOption<Path> malformed,
      Function<TextLine, T> parser,
      Serializer<T> type) {
    DataStream<TextLine> lines =
        job.source(name, new TextFileSource(job.configuration().get(input)));
    Optional<Path> aside = job.configuration().find(malformed);
    if (aside.isEmpty()) {
      return lines.map(parser, type);
    }
    DataStream<T> records = lines.flatMap(new LineParser<>(parser), type);
    records
        .sideOutput(LineParser.MALFORMED)
        .map(line -> line.file() + ":" + line.offset() + ":" + line.text(), Serializers.STRING)
        .sink("malformed", new TextFileSink(aside.get()));
    return records;
  }
}
