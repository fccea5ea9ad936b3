package io.tidemark.flink.checkpoint;

import java.nio.file.Path;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where a blob of a checkpoint is.
 *
 * @param handle where it is read by everybody
 * @param copy the file of this task manager that is the same, as long as Flink keeps it
 */
public record BlobPlace(StreamStateHandle handle, @Nullable Path copy) {

  static BlobPlace of(StreamStateHandle handle) {
    return new BlobPlace(handle, null);
  }
}
