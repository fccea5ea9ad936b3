package io.tidemark.runtime.checkpoint;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.snapshot.repository.SnapshotRepository;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody's wish for a checkpoint or a savepoint.
 *
 * @param kind what it is for
 * @param trigger who wishes it
 * @param target where a savepoint goes; empty for a checkpoint
 * @param result the id of the published snapshot, or why there is none
 */
public record CheckpointRequest(
    CheckpointBarrier.Kind kind,
    Trigger trigger,
    Optional<SnapshotRepository> target,
    CompletableFuture<Long> result) {

  /** Who wishes a checkpoint. */
  public enum Trigger {
    /** The interval has passed. */
    PERIODIC,
    /** Enough state has changed. */
    BYTES_CHANGED,
    /** A person or a program has asked. */
    MANUAL,
    /** The job's input has ended. */
    END_OF_INPUT
  }

  public static CheckpointRequest of(CheckpointBarrier.Kind kind, Trigger trigger) {
    return new CheckpointRequest(kind, trigger, Optional.empty(), new CompletableFuture<>());
  }

  /** Whether interval, pause and concurrency apply: not to what somebody asked for. */
  boolean isPaced() {
    return trigger == Trigger.PERIODIC || trigger == Trigger.BYTES_CHANGED;
  }
}
