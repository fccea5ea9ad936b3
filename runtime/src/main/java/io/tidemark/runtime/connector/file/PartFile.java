package io.tidemark.runtime.connector.file;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;

/**
 * A part file that waits to be committed.
 *
 * @param folder the output folder
 * @param subtask who wrote it
 * @param checkpointId the checkpoint that commits it
 */
public record PartFile(String folder, int subtask, long checkpointId) {

  static final Serializer<PartFile> SERIALIZER = Serializers.records(PartFile.class);

  static final String PREFIX = "part-";

  String committedName() {
    return PREFIX + subtask + "-" + checkpointId;
  }

  String pendingName() {
    return "." + committedName();
  }
}
