package io.tidemark.runtime.connector.generator;

import io.tidemark.runtime.connector.Source;
import io.tidemark.runtime.connector.SourceReader;
import io.tidemark.serialization.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Records made of the numbers from 0 on, each always of the same number the same, so that they can
 * be made again after a restore.
 */
public final class GeneratorSource<T> implements Source<T, GeneratedRange> {

  private final Serializer<T> type;
  private final long records;
  private final int splits;
  private final LongFunction<T> generator;

  /**
   * @param records how many
   * @param splits into how many spans they are cut: the most subtasks that can share the work
   * @param generator makes a record of its number; must not remember anything
   */
  public GeneratorSource(Serializer<T> type, long records, int splits, LongFunction<T> generator) {
    if (records < 0 || splits < 1) {
      throw new IllegalArgumentException(
          "Not " + records + " records in " + splits + " splits: at least 0 and 1");
    }
    this.type = type;
    this.records = records;
    this.splits = splits;
    this.generator = generator;
  }

  @Override
  public Serializer<T> type() {
    return type;
  }

  @Override
  public Serializer<GeneratedRange> splits() {
    return GeneratedRange.SERIALIZER;
  }

  @Override
  public List<GeneratedRange> discover() {
    List<GeneratedRange> ranges = new ArrayList<>();
    long size = records / splits;
    long larger = records % splits;
    long next = 0;
    for (int i = 0; i < splits; i++) {
      long end = next + size + (i < larger ? 1 : 0);
      ranges.add(new GeneratedRange(next, end));
      next = end;
    }
    return ranges;
  }

  @Override
  public SourceReader<T, GeneratedRange> reader() {
    return new GeneratorReader<>(generator);
  }
}
