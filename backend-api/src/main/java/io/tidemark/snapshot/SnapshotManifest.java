package io.tidemark.snapshot;

import io.tidemark.spi.BlobRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The one blob that makes a snapshot exist: everything else is found from it.
 *
 * @param job the job's name
 * @param id the snapshot's id, which grows with every snapshot of the job
 * @param kind whose it is
 * @param epoch the coordinator that published it
 * @param epochStart the id from which that coordinator began
 * @param startedMillis when it was triggered, since the epoch of time
 * @param completedMillis when it was published
 * @param maxParallelism how many key groups the job has
 * @param keyGroupRule by which rule keys fall into key groups
 * @param operators what each operator put into it
 * @param properties what else the engine wants to know of it
 */
public record SnapshotManifest(
    String job,
    long id,
    SnapshotKind kind,
    long epoch,
    long epochStart,
    long startedMillis,
    long completedMillis,
    int maxParallelism,
    String keyGroupRule,
    List<OperatorSnapshot> operators,
    Map<String, String> properties) {

  public SnapshotManifest {
    operators = List.copyOf(operators);
    properties = Map.copyOf(properties);
  }

  /** The properties in the order of their names. */
  public TreeMap<String, String> sortedProperties() {
    return new TreeMap<>(properties);
  }

  /** The bytes of all blobs. */
  public long totalBytes() {
    return operators.stream()
        .flatMap(operator -> operator.subtasks().stream())
        .mapToLong(SubtaskSnapshot::totalBytes)
        .sum();
  }

  /** The bytes that this snapshot wrote. */
  public long addedBytes() {
    return operators.stream()
        .flatMap(operator -> operator.subtasks().stream())
        .mapToLong(SubtaskSnapshot::addedBytes)
        .sum();
  }

  /** Gives every blob that the snapshot names, a shared one as often as it is named. */
  public void forEachBlob(Consumer<BlobRef> consumer) {
    for (OperatorSnapshot operator : operators) {
      for (SubtaskSnapshot subtask : operator.subtasks()) {
        if (subtask.keyed() != null) {
          subtask.keyed().blobs().forEach(use -> consumer.accept(use.blob()));
        }
        if (subtask.operatorState() != null && subtask.operatorState().blob() != null) {
          consumer.accept(subtask.operatorState().blob());
        }
      }
    }
  }
}
