package io.tidemark.runtime.connector.file;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * What a subtask wrote between two checkpoints.
 *
 * @param folder the output folder
 * @param subtask who wrote it
 * @param checkpointId the checkpoint that commits it
 * @param attempt the attempt in which it was written
 */
public record PartFile(String folder, int subtask, long checkpointId, String attempt) {

  static final Serializer<PartFile> SERIALIZER = Serializers.records(PartFile.class);

  static final String PREFIX = "part-";

  /** Its name once it is committed. */
  String name() {
    return PREFIX + subtask + "-" + checkpointId + "-" + attempt;
  }
}
