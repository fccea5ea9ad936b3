package io.tidemark.runtime.connector.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import java.util.Comparator;

/**
 * Who wrote records, and for which checkpoint. In the order of checkpoints and subtasks.
 *
 * @param checkpointId the checkpoint that commits them
 * @param subtask the index of the subtask
 * @param attempt the attempt in which they were written
 */
public record WrittenBy(long checkpointId, int subtask, String attempt)
    implements Comparable<WrittenBy> {

  static final Serializer<WrittenBy> SERIALIZER = Serializers.records(WrittenBy.class);

  private static final Comparator<WrittenBy> ORDER =
      Comparator.comparingLong(WrittenBy::checkpointId)
          .thenComparingInt(WrittenBy::subtask)
          .thenComparing(WrittenBy::attempt);

  @Override
  public int compareTo(WrittenBy other) {
    return ORDER.compare(this, other);
  }
}
