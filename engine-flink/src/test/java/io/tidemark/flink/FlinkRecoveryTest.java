package io.tidemark.flink;

import static io.tidemark.flink.CountingCluster.FAST;
import static io.tidemark.flink.CountingCluster.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filemerging.SegmentFileStateHandle;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints in the hands of Flink's own machinery: who owns them, and where their bytes are. */
final class FlinkRecoveryTest {

  /** Where the source is travels inside the metadata, keyed state in files. */
  private static final MemorySize LESS_THAN_KEYED_STATE = MemorySize.parse("512b");

  @TempDir private Path directory;

  /**
   * The last job shows that the second one's checkpoints are whole, whatever became of the first's.
   */
  @ParameterizedTest(name = "{0}, {1}, merged files: {2}")
  @CsvSource({
    "memory, CLAIM, true",
    "memory, NO_CLAIM, false",
    "rocksdb, CLAIM, false",
    "rocksdb, NO_CLAIM, true"
  })
  void retainedCheckpoint_isRestoredByANewCluster(
      String backend, RecoveryClaimMode claimMode, boolean isMerged) throws Exception {
    String run = backend + " " + claimMode;
    String retained;
    try (CountingCluster first = new CountingCluster(directory)) {
      JobID job = first.submit(run, 2, SLOW, configuration(first, backend, isMerged));
      first.checkpoint(run, job);
      retained = first.checkpoint(run, job);
      first.cancel(job);
    }
    assertThat(blobs(retained))
        .isNotEmpty()
        .allMatch(blob -> blob instanceof SegmentFileStateHandle == isMerged);
    try (CountingCluster second = new CountingCluster(directory)) {
      Configuration configuration = configuration(second, backend, isMerged);
      JobID job = second.submit(run, 2, SLOW, configuration, from(retained, claimMode));
      String own = second.checkpoint(run, job);
      if (claimMode == RecoveryClaimMode.NO_CLAIM) {
        FileUtils.deleteDirectory(path(retained).getParent().toFile());
      }
      own = second.checkpoint(run, job);
      second.cancel(job);
      JobID last =
          second.submit(run, 1, FAST, configuration, from(own, RecoveryClaimMode.NO_CLAIM));
      second.requireExact(run, last);
    }
    assertThat(path(retained)).doesNotExist();
  }

  /** What a task restores can only be the local copies: everything else is out of reach. */
  @ParameterizedTest(name = "{0}, incremental: {1}")
  @CsvSource({"memory, true", "rocksdb, true", "rocksdb, false"})
  void taskThatFails_isRestoredFromLocalCopies(String backend, boolean isIncremental)
      throws Exception {
    String run = "local " + backend + " " + isIncremental;
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.LOCAL_BACKUP_ENABLED, true);
    settings.set(StateRecoveryOptions.LOCAL_RECOVERY, true);
    try (CountingCluster cluster = new CountingCluster(directory, settings)) {
      Configuration configuration = configuration(cluster, backend, false);
      configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, isIncremental);
      configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, LESS_THAN_KEYED_STATE);
      JobID job = cluster.submit(run, 2, SLOW, configuration);
      cluster.checkpoint(run, job);
      Path checkpoint = path(cluster.checkpoint(run, job));
      List<Path> hidden = hideStates(checkpoint);
      assertThat(hidden).isNotEmpty();
      CountingJob.run(run).failOnce();
      CountingJob.run(run).awaitMore(1); // all keys, so that the task that failed is back
      for (Path file : hidden) {
        Files.move(hiding(file), file);
      }
      String next = cluster.checkpoint(run, job);
      cluster.cancel(job);
      JobID last = cluster.submit(run, 2, FAST, configuration, from(next, RecoveryClaimMode.CLAIM));
      cluster.requireExact(run, last);
    }
  }

  private static Configuration configuration(
      CountingCluster cluster, String backend, boolean isMerged) {
    Configuration configuration = cluster.tidemark(backend);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    configuration.set(CheckpointingOptions.FILE_MERGING_ENABLED, isMerged);
    return configuration;
  }

  private static SavepointRestoreSettings from(String checkpoint, RecoveryClaimMode claimMode) {
    return SavepointRestoreSettings.forPath(checkpoint, false, claimMode);
  }

  /** The blobs of keyed state that Flink's metadata names. */
  private static List<StreamStateHandle> blobs(String checkpoint) throws IOException {
    Path file = path(checkpoint).resolve("_metadata");
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(
              in, FlinkRecoveryTest.class.getClassLoader(), checkpoint);
      return metadata.getOperatorStates().stream()
          .flatMap(operator -> operator.getStates().stream())
          .flatMap(subtask -> subtask.getManagedKeyedState().stream())
          .map(handle -> (IncrementalRemoteKeyedStateHandle) handle)
          .flatMap(
              handle ->
                  Stream.concat(
                      handle.getSharedState().stream(), handle.getPrivateState().stream()))
          .map(part -> part.getHandle())
          .toList();
    }
  }

  /** Gives other names to the files of a checkpoint but for Flink's metadata; which these are. */
  private static List<Path> hideStates(Path checkpoint) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(checkpoint, checkpoint.resolveSibling("shared"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> !file.endsWith("_metadata")).forEach(found::add);
      }
    }
    List<Path> hidden = new ArrayList<>();
    for (Path file : found) {
      try {
        Files.move(file, hiding(file));
        hidden.add(file);
      } catch (NoSuchFileException e) {
        // It was the checkpoint's before, whose files Flink deletes in the background.
      }
    }
    return hidden;
  }

  private static Path hiding(Path file) {
    return file.resolveSibling(file.getFileName() + ".hidden");
  }

  private static Path path(String checkpoint) {
    return Path.of(URI.create(checkpoint).getPath());
  }
}
