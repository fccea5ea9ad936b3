package io.tidemark.flink.checkpoint;

import java.io.IOException;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointStreamWithResultProvider;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.LocalSnapshotDirectoryProvider;

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
    boolean isCopied =
        configuration.isLocalBackupEnabled() && !options.getCheckpointType().isSavepoint();
    if (!isCopied) {
      return CheckpointStreamWithResultProvider.createSimpleStream(
          CheckpointedStateScope.EXCLUSIVE, streams);
    }
    LocalSnapshotDirectoryProvider directories =
        configuration
            .getLocalStateDirectoryProvider()
            .orElseThrow(LocalRecoveryConfig.localRecoveryNotEnabled());
    return CheckpointStreamWithResultProvider.createDuplicatingStream(
        checkpointId, CheckpointedStateScope.EXCLUSIVE, streams, directories);
  }
}
