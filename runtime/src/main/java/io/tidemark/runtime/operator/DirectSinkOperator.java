package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.DirectSink;
import io.tidemark.runtime.connector.DirectWriter;
import io.tidemark.runtime.connector.SinkContext;
import org.jspecify.annotations.Nullable;

/** Writes records as they come: at least once. */
final class DirectSinkOperator<T> implements Operator, TakesPartInCheckpoints {

  private final OperatorContext context;
  private final DirectSink<T> sink;
  private @Nullable DirectWriter<T> writer;

  DirectSinkOperator(OperatorContext context, DirectSink<T> sink) {
    this.context = context;
    this.sink = sink;
  }

  @Override
  public void open() {
    writer =
        sink.writer(
            new SinkContext(
                context.subtask(), context.parallelism(), context.restoredId(), context.attempt()));
  }

  @Override
  @SuppressWarnings("unchecked") // the edge carries what the sink takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    opened().write((T) value, timestamp);
  }

  @Override
  public void beforeCapture(long checkpointId) {
    opened().flush();
  }

  @Override
  public void checkpointCompleted(long checkpointId) {}

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private DirectWriter<T> opened() {
    DirectWriter<T> made = writer;
    if (made == null) {
      throw new IllegalStateException("The sink is not open");
    }
    return made;
  }
}
