package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.ReadsSplits;
import io.tidemark.runtime.connector.Source;
import io.tidemark.runtime.connector.SourceReader;
import io.tidemark.state.OperatorList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source. Its positions are state that is dealt out anew when parallelism changes; with
 * none restored, the source's splits are dealt out in turn, also to a source that is new in a job
 * that is restored.
 */
public final class SourceOperator<T, S> implements Operator, TakesPartInCheckpoints {

  private final OperatorContext context;
  private final Source<T, S> source;
  private final SourceReader<T, S> reader;
  private final OperatorList<S> positions;
  private int lastRead;

  public SourceOperator(OperatorContext context, Source<T, S> source) {
    this.context = context;
    this.source = source;
    this.reader = source.reader();
    this.positions = context.operatorStates().splitList("positions", source.splits());
  }

  @Override
  public void open() {
    if (context.isRestored()) {
      positions.get().forEach(reader::add);
      return;
    }
    List<S> splits = source.discover();
    for (int i = context.subtask(); i < splits.size(); i += context.parallelism()) {
      reader.add(splits.get(i));
    }
  }

  /** Reads at most {@code most} records. */
  public SourceReader.Progress read(int most) {
    lastRead = 0;
    return reader.read(most, this::emit);
  }

  private void emit(T value, long timestamp) {
    lastRead++;
    context.emit(value, timestamp);
  }

  /** How many records the last {@link #read} has read. */
  public int lastRead() {
    return lastRead;
  }

  /** The reader's power to tell splits apart, if it has it. */
  public @Nullable ReadsSplits splits() {
    return reader instanceof ReadsSplits splits ? splits : null;
  }

  /** As {@link SourceReader#whenAvailable}. */
  public void whenAvailable(Runnable action) {
    reader.whenAvailable(action);
  }

  @Override
  public void process(int input, Object value, long timestamp, int keyGroup) {
    throw new IllegalStateException(
        "A source has no input, but got a record with timestamp " + timestamp);
  }

  @Override
  public void beforeCapture(long checkpointId) {
    positions.update(reader.positions());
  }

  @Override
  public void checkpointCompleted(long checkpointId) {}

  @Override
  public void close() {
    reader.close();
  }
}
