package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.InFlight;
import io.tidemark.runtime.channel.RecordBatch;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.snapshot.SubtaskSnapshot;
import io.tidemark.snapshot.operator.OperatorStateCapture;
import io.tidemark.snapshot.operator.OperatorStateRestore;
import io.tidemark.snapshot.operator.OperatorStateStore;
import io.tidemark.state.OperatorList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a snapshot holds of a task beside its operators: how far event time had come, and the
 * records that a barrier overtook. Both are union lists under a name of their own, so every subtask
 * finds all of them after a restore and picks what is its.
 */
public final class TaskState {

  private static final String WATERMARKS = "watermarks";
  private static final String RECORDS = "records";
  private static final String SUFFIX = "/in-flight";

  private TaskState() {}

  /** The name under which a task's state stands among the operators of a snapshot. */
  public static String nameOf(String task) {
    return task + SUFFIX;
  }

  /** Whether a name of a snapshot's operators is that of a task's state. */
  public static boolean isName(String operator) {
    return operator.endsWith(SUFFIX);
  }

  /** Whether a snapshot holds records that a barrier overtook on their way to the task. */
  public static boolean hasRecords(OperatorSnapshot task) {
    return task.subtasks().stream()
        .map(SubtaskSnapshot::operatorState)
        .filter(Objects::nonNull)
        .flatMap(state -> state.states().stream())
        .anyMatch(part -> part.schema().name().equals(RECORDS) && part.count() > 0);
  }

  /** The picture for a snapshot; {@code inFlight} is not changed by anybody any more. */
  static OperatorStateCapture capture(
      String task,
      int subtask,
      long watermark,
      List<InFlight> inFlight,
      List<InputChannel> channels) {
    OperatorStateStore store = OperatorStateStore.open(OperatorStateRestore.none(nameOf(task)));
    store.unionList(WATERMARKS, Serializers.LONG).add(watermark);
    OperatorList<InFlightRecord> records = store.unionList(RECORDS, InFlightRecord.SERIALIZER);
    WriteBuffer scratch = new WriteBuffer(256);
    for (InFlight one : inFlight) {
      InputChannel channel = channels.get(one.channel());
      RecordBatch batch = one.batch();
      for (int i = 0; i < batch.size(); i++) {
        records.add(
            new InFlightRecord(
                channel.edge(),
                channel.from(),
                subtask,
                batch.timestamp(i),
                bytes(channel.definition().type(), batch.value(i), scratch)));
      }
    }
    return store.capture(false);
  }

  /**
   * How far event time had come at a subtask: where it was before, if it is the same, for what was
   * late then is late now; else the least of all. Long.MIN_VALUE where there was no snapshot.
   *
   * @param own the place of the same subtask among those that wrote a part, if there is one
   */
  static long watermark(OperatorStateStore restored, OptionalInt own) {
    List<Long> watermarks = restored.unionList(WATERMARKS, Serializers.LONG).get();
    return own.isPresent()
        ? watermarks.get(own.getAsInt())
        : watermarks.stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
  }

  static List<InFlightRecord> records(OperatorStateStore restored) {
    return restored.unionList(RECORDS, InFlightRecord.SERIALIZER).get();
  }

  @SuppressWarnings("unchecked") // the edge carries what its serializer takes
  private static <T> byte[] bytes(Serializer<T> type, Object value, WriteBuffer scratch) {
    scratch.clear();
    type.write((T) value, scratch);
    return scratch.toByteArray();
  }
}
