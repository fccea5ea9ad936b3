package io.tidemark.flink.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointStreamWithResultProvider;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.LocalSnapshotDirectoryProvider;
import org.apache.flink.util.AbstractID;

/**
 * Whether checkpoints have copies on the task manager's own disk, as Flink's configuration has it.
 */
public final class LocalCopies {

  private final LocalRecoveryConfig configuration;

  public LocalCopies(LocalRecoveryConfig configuration) {
    this.configuration = configuration;
  }

  /** A stream for a whole checkpoint, which also writes the local copy if there is to be one. */
  CheckpointStreamWithResultProvider openStream(
      long checkpointId, CheckpointStreamFactory streams, CheckpointOptions options)
      throws IOException {
    if (!isCopied(options)) {
      return CheckpointStreamWithResultProvider.createSimpleStream(
          CheckpointedStateScope.EXCLUSIVE, streams);
    }
    return CheckpointStreamWithResultProvider.createDuplicatingStream(
        checkpointId, CheckpointedStateScope.EXCLUSIVE, streams, directories());
  }

  /** The copy of a checkpoint of many blobs, if there is to be one. */
  Optional<LocalCheckpoint> begin(long checkpointId, CheckpointOptions options) {
    if (!isCopied(options)) {
      return Optional.empty();
    }
    // The operators of a subtask have one directory, in which each needs its own.
    Path directory = directories().subtaskSpecificCheckpointDirectory(checkpointId).toPath();
    return Optional.of(new LocalCheckpoint(directory.resolve(new AbstractID().toString())));
  }

  private boolean isCopied(CheckpointOptions options) {
    return configuration.isLocalBackupEnabled() && !options.getCheckpointType().isSavepoint();
  }

  private LocalSnapshotDirectoryProvider directories() {
    return configuration
        .getLocalStateDirectoryProvider()
        .orElseThrow(LocalRecoveryConfig.localRecoveryNotEnabled());
  }
}
