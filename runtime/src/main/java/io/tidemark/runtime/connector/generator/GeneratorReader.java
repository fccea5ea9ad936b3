package io.tidemark.runtime.connector.generator;

import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.runtime.connector.SourceReader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongFunction;

/** Makes records of several spans, some of each in turn. */
final class GeneratorReader<T> implements SourceReader<T, GeneratedRange> {

  private final LongFunction<T> generator;
  private final ArrayDeque<GeneratedRange> ranges = new ArrayDeque<>();

  GeneratorReader(LongFunction<T> generator) {
    this.generator = generator;
  }

  @Override
  public void add(GeneratedRange split) {
    if (split.next() < split.end()) {
      ranges.add(split);
    }
  }

  @Override
  public Progress read(int most, Output<T> output) {
    GeneratedRange range = ranges.poll();
    if (range == null) {
      return Progress.END;
    }
    long end = Math.min(range.end(), range.next() + most);
    for (long number = range.next(); number < end; number++) {
      output.emit(generator.apply(number), RecordBatch.NO_TIMESTAMP);
    }
    add(new GeneratedRange(end, range.end()));
    return ranges.isEmpty() ? Progress.END : Progress.MORE;
  }

  @Override
  public List<GeneratedRange> positions() {
    return List.copyOf(ranges);
  }

  @Override
  public void close() {}
}
