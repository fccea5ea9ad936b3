package io.tidemark.runtime.task;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.snapshot.OperatorSnapshot;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.StateBackend;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One attempt to run a job: what its subtasks are restored from and what they share.
 *
 * @param number from 1; grows by one at every restart
 * @param name no other attempt on any job has it
 * @param restored what each operator wrote into the restored snapshot; empty for a fresh start
 * @param restoredId the id of the restored snapshot, 0 for a fresh start
 * @param source where the restored snapshot's blobs are read
 * @param claimed whether later checkpoints may share those blobs
 * @param backend the job's state backend
 * @param sinks where checkpoints are written
 * @param executor writes captures and restores in parallel, beside the subtasks' own threads
 * @param clock processing time
 * @param configuration the job's configuration
 * @param metrics the job's metrics
 */
public record Attempt(
    int number,
    String name,
    List<OperatorSnapshot> restored,
    long restoredId,
    BlobSource source,
    boolean claimed,
    StateBackend backend,
    CheckpointSinks sinks,
    Executor executor,
    ProcessingTime clock,
    Configuration configuration,
    MetricGroup metrics) {

  public Attempt {
    restored = List.copyOf(restored);
  }
}
