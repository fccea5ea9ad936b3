package io.tidemark.runtime.operator;

import io.tidemark.runtime.connector.Committer;
import io.tidemark.runtime.connector.Sink;
import io.tidemark.runtime.connector.SinkContext;
import io.tidemark.runtime.connector.SinkWriter;
import io.tidemark.serialization.Pair;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.OperatorList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into a sink by two-phase commit. What was prepared for a checkpoint is part of it,
 * and is committed once it is published, or again after it was restored.
 */
final class SinkOperator<T, C> implements Operator, TakesPartInCheckpoints {

  private final OperatorContext context;
  private final Sink<T, C> sink;
  private @Nullable SinkWriter<T, C> writer;
  private @Nullable Committer<C> committer;
  private @Nullable OperatorList<Pair<Long, C>> prepared;

  SinkOperator(OperatorContext context, Sink<T, C> sink) {
    this.context = context;
    this.sink = sink;
  }

  @Override
  public void open() {
    SinkContext sinkContext =
        new SinkContext(
            context.subtask(), context.parallelism(), context.restoredId(), context.attempt());
    prepared =
        context
            .operatorStates()
            .splitList("prepared", Serializers.pair(Serializers.LONG, sink.committables()));
    committer = sink.committer(sinkContext);
    commitUpTo(context.restoredId());
    writer = sink.writer(sinkContext);
  }

  @Override
  @SuppressWarnings("unchecked") // the edge carries what the sink takes
  public void process(int input, Object value, long timestamp, int keyGroup) {
    opened(writer).write((T) value, timestamp);
  }

  @Override
  public void beforeCapture(long checkpointId) {
    for (C committable : opened(writer).prepareCommit(checkpointId)) {
      opened(prepared).add(new Pair<>(checkpointId, committable));
    }
  }

  @Override
  public void checkpointCompleted(long checkpointId) {
    commitUpTo(checkpointId);
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private void commitUpTo(long checkpointId) {
    List<Pair<Long, C>> later = new ArrayList<>();
    for (Pair<Long, C> one : opened(prepared).get()) {
      if (one.first() <= checkpointId) {
        opened(committer).commit(one.second());
      } else {
        later.add(one);
      }
    }
    opened(prepared).update(later);
  }

  private static <V> V opened(@Nullable V part) {
    if (part == null) {
      throw new IllegalStateException("The sink is not open");
    }
    return part;
  }
}
