package io.tidemark.runtime.graph;

import io.tidemark.runtime.operator.OperatorFactory;
import io.tidemark.serialization.Serializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a job.
 *
 * @param name unique in the job; the identity of its state in snapshots
 * @param parallelism how many subtasks it has
 * @param factory makes the operator of one subtask
 * @param keySerializer the serializer of its keys, null for an operator without keyed state
 * @param type the serializer of what it emits, null for a sink
 * @param inputs where its records come from; none for a source
 */
public record JobNode(
    String name,
    int parallelism,
    OperatorFactory factory,
    @Nullable Serializer<?> keySerializer,
    @Nullable Serializer<?> type,
    List<JobEdge> inputs) {

  public JobNode {
    inputs = List.copyOf(inputs);
  }

  public boolean isSource() {
    return inputs.isEmpty();
  }
}
