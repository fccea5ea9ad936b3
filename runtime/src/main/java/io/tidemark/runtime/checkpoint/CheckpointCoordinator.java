package io.tidemark.runtime.checkpoint;

import io.tidemark.runtime.channel.CheckpointBarrier;
import io.tidemark.runtime.checkpoint.CheckpointRequest.Trigger;
import io.tidemark.runtime.task.SubtaskId;
import io.tidemark.runtime.task.TaskSnapshot;
import io.tidemark.spi.FencedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides when checkpoints begin and what becomes of them, for one attempt to run a job.
 *
 * <p>Obligations:
 *
 * <ol>
 *   <li>It belongs to one thread at a time. Every event carries the time at which it is handled, in
 *       milliseconds since the epoch; time never goes back.
 *   <li>Every pending checkpoint ends once: completed, aborted, or abandoned. Exactly then its
 *       request's result is completed.
 *   <li>A checkpoint completes when every subtask that ran when it was triggered has acknowledged
 *       it and its publishing succeeded. Older paced checkpoints that still gather parts are then
 *       aborted: nothing would restore them.
 *   <li>Publishing is never given up, since nobody can know how it will end until it has; only
 *       gathering times out.
 *   <li>Failures are counted in a row: declined by a subtask, timed out, not begun or not
 *       published. One more than is tolerable fails the job. Savepoints, and checkpoints that are
 *       overtaken or given up because the job ends, do not count.
 *   <li>While a request that ends the job is pending, nothing else is triggered, and nothing at all
 *       once it has completed.
 *   <li>After {@link #stop}, a failed job or a fencing nothing begins any more; what is being
 *       published still ends by the storage's answer, whatever it is.
 *   <li>It is fenced when a checkpoint cannot begin or be published for another coordinator. That
 *       counts as no failure, and what still gathers parts is abandoned.
 * </ol>
 */
public final class CheckpointCoordinator {

  private final CheckpointSettings settings;
  private final CheckpointActions actions;
  private final Set<SubtaskId> running;
  private final TreeMap<Long, PendingCheckpoint> pending = new TreeMap<>();

  private long nextPeriodic;
  private long pausedUntil = Long.MIN_VALUE;
  private long changedBytes;
  private int failuresInARow;
  private boolean stopped;

  /**
   * @param subtasks all subtasks of the attempt, every one of them running
   * @param now the first periodic checkpoint is due an interval after it
   */
  public CheckpointCoordinator(
      CheckpointSettings settings,
      CheckpointActions actions,
      Collection<SubtaskId> subtasks,
      long now) {
    this.settings = settings;
    this.actions = actions;
    this.running = new HashSet<>(subtasks);
    this.nextPeriodic = periodicAfter(now);
  }

  /** Gives up what took too long and triggers what is due. */
  public void tick(long now) {
    for (PendingCheckpoint late : timedOut(now)) {
      fail(now, late, timeout(late));
    }
    if (mayPace() && now >= pausedUntil) {
      if (now >= nextPeriodic) {
        begin(now, CheckpointRequest.of(CheckpointBarrier.Kind.CHECKPOINT, Trigger.PERIODIC));
      } else if (enoughChanged()) {
        begin(now, CheckpointRequest.of(CheckpointBarrier.Kind.CHECKPOINT, Trigger.BYTES_CHANGED));
      }
    }
  }

  /**
   * When {@link #tick} is to be called next, if nothing else happens; {@link Long#MAX_VALUE} for
   * never.
   */
  public long nextTick() {
    if (stopped) {
      return Long.MAX_VALUE;
    }
    long next =
        pending.values().stream()
            .filter(checkpoint -> !checkpoint.isPublishing())
            .mapToLong(this::deadline)
            .min()
            .orElse(Long.MAX_VALUE);
    if (mayPace()) {
      next = Math.min(next, Math.max(pausedUntil, enoughChanged() ? Long.MIN_VALUE : nextPeriodic));
    }
    return next;
  }

  /** Begins what somebody asks for, at once. The request's result tells how it ends. */
  public void request(long now, CheckpointRequest request) {
    if (stopped || isEnding() || running.isEmpty()) {
      request
          .result()
          .completeExceptionally(
              new CheckpointFailedException(
                  "The job is ending or not running, so no checkpoint can begin", null));
      return;
    }
    begin(now, request);
  }

  /** A subtask has written its part. */
  public void acknowledged(long id, SubtaskId subtask, TaskSnapshot part) {
    PendingCheckpoint checkpoint = pending.get(id);
    if (checkpoint != null) {
      checkpoint.acknowledge(subtask, part);
      if (checkpoint.isReady()) {
        checkpoint.publishing();
        actions.publish(id, checkpoint.parts());
      }
    }
  }

  /** A subtask cannot write its part. */
  public void declined(long now, long id, SubtaskId subtask, Throwable cause) {
    PendingCheckpoint checkpoint = pending.get(id);
    if (checkpoint != null && checkpoint.awaits(subtask)) {
      fail(
          now,
          checkpoint,
          new CheckpointFailedException(
              "Subtask " + subtask + " declined checkpoint " + id, cause));
    }
  }

  /** A subtask has ended well. What awaits its part is given up, without counting as a failure. */
  public void finished(long now, SubtaskId subtask) {
    running.remove(subtask);
    for (PendingCheckpoint checkpoint : List.copyOf(pending.values())) {
      if (checkpoint.awaits(subtask)) {
        abort(
            now,
            checkpoint,
            new CheckpointFailedException(
                "Subtask "
                    + subtask
                    + " finished before checkpoint "
                    + checkpoint.id()
                    + " reached it",
                null));
      }
    }
  }

  /** The storage has made the snapshot visible, and no newer coordinator was seen. */
  public void published(long now, long id) {
    PendingCheckpoint checkpoint = pending.remove(id);
    if (checkpoint == null) {
      return;
    }
    pausedUntil = now + settings.minPause().toMillis();
    if (!isSavepoint(checkpoint.request())) {
      failuresInARow = 0;
      abortOvertaken(now, id);
    }
    actions.complete(id, checkpoint.request());
    checkpoint.request().result().complete(id);
    if (isEnding(checkpoint)) {
      stop(now, new CheckpointFailedException("The job has ended with checkpoint " + id, null));
    }
  }

  /** The snapshot is not visible and never will be, or another coordinator has taken over. */
  public void publishFailed(long now, long id, Throwable cause) {
    PendingCheckpoint checkpoint = pending.get(id);
    if (checkpoint == null) {
      return;
    }
    if (cause instanceof FencedException) {
      abandon(checkpoint, cause);
      stopFenced(cause);
      return;
    }
    fail(
        now,
        checkpoint,
        new CheckpointFailedException("Checkpoint " + id + " could not be published", cause));
  }

  /** The subtasks have changed so many bytes of state since the last checkpoint began. */
  public void changed(long bytes) {
    changedBytes = bytes;
  }

  /** The attempt ends: gives up everything that still gathers parts. */
  public void stop(long now, Throwable cause) {
    stopped = true;
    for (PendingCheckpoint checkpoint : List.copyOf(pending.values())) {
      if (!checkpoint.isPublishing()) {
        abort(now, checkpoint, cause);
      }
    }
  }

  /** Whether the storage still owes an answer. The attempt's successor waits for it. */
  public boolean isPublishing() {
    return pending.values().stream().anyMatch(PendingCheckpoint::isPublishing);
  }

  private void begin(long now, CheckpointRequest request) {
    if (!isSavepoint(request)) {
      nextPeriodic = periodicAfter(now);
      changedBytes = 0;
    }
    long id;
    try {
      id = actions.begin(request);
    } catch (FencedException e) {
      request.result().completeExceptionally(e);
      stopFenced(e);
      return;
    } catch (RuntimeException e) {
      pausedUntil = now + settings.minPause().toMillis();
      request.result().completeExceptionally(e);
      countFailure(now, request, e);
      return;
    }
    CheckpointBarrier barrier = new CheckpointBarrier(id, now, request.kind());
    pending.put(id, new PendingCheckpoint(request, barrier, running));
    actions.trigger(barrier);
  }

  private void abortOvertaken(long now, long id) {
    for (PendingCheckpoint older : List.copyOf(pending.headMap(id).values())) {
      if (older.request().isPaced() && !older.isPublishing()) {
        abort(
            now,
            older,
            new CheckpointFailedException(
                "Checkpoint " + older.id() + " was overtaken by " + id, null));
      }
    }
  }

  private void abort(long now, PendingCheckpoint checkpoint, Throwable cause) {
    pending.remove(checkpoint.id());
    pausedUntil = now + settings.minPause().toMillis();
    actions.abort(checkpoint.id(), cause);
    checkpoint.request().result().completeExceptionally(cause);
  }

  private void abandon(PendingCheckpoint checkpoint, Throwable cause) {
    pending.remove(checkpoint.id());
    actions.abandon(checkpoint.id(), cause);
    checkpoint.request().result().completeExceptionally(cause);
  }

  private void stopFenced(Throwable cause) {
    stopped = true;
    for (PendingCheckpoint checkpoint : List.copyOf(pending.values())) {
      if (!checkpoint.isPublishing()) {
        abandon(checkpoint, cause);
      }
    }
    actions.stopFenced(cause);
  }

  /** Does nothing to one that another failure has ended meanwhile. */
  private void fail(long now, PendingCheckpoint checkpoint, Throwable cause) {
    if (!pending.containsKey(checkpoint.id())) {
      return;
    }
    abort(now, checkpoint, cause);
    countFailure(now, checkpoint.request(), cause);
  }

  private void countFailure(long now, CheckpointRequest request, Throwable cause) {
    if (stopped || isSavepoint(request)) {
      return;
    }
    failuresInARow++;
    if (failuresInARow > settings.tolerableFailures()) {
      stop(now, cause);
      actions.failJob(
          new CheckpointFailedException(
              failuresInARow
                  + " checkpoints in a row failed, and "
                  + settings.tolerableFailures()
                  + " are tolerable (execution.checkpointing.tolerable-failed-checkpoints)",
              cause));
    }
  }

  private List<PendingCheckpoint> timedOut(long now) {
    return pending.values().stream()
        .filter(checkpoint -> !checkpoint.isPublishing() && now >= deadline(checkpoint))
        .toList();
  }

  private CheckpointFailedException timeout(PendingCheckpoint late) {
    return new CheckpointFailedException(
        "Checkpoint "
            + late.id()
            + " took longer than "
            + settings.timeout().toMillis()
            + " ms; still awaited: "
            + late.awaited()
            + ". See what holds them up, or raise execution.checkpointing.timeout",
        null);
  }

  private long deadline(PendingCheckpoint checkpoint) {
    return checkpoint.triggeredAt() + settings.timeout().toMillis();
  }

  private long periodicAfter(long now) {
    return settings.interval().map(interval -> now + interval.toMillis()).orElse(Long.MAX_VALUE);
  }

  private boolean enoughChanged() {
    return settings.bytesChanged().isPresent()
        && changedBytes >= settings.bytesChanged().getAsLong();
  }

  private boolean mayPace() {
    return !stopped
        && !running.isEmpty()
        && !isEnding()
        && pending.values().stream().filter(checkpoint -> checkpoint.request().isPaced()).count()
            < settings.maxConcurrent();
  }

  private boolean isEnding() {
    return pending.values().stream().anyMatch(CheckpointCoordinator::isEnding);
  }

  private static boolean isEnding(PendingCheckpoint checkpoint) {
    return switch (checkpoint.request().kind()) {
      case SAVEPOINT_AND_STOP, SAVEPOINT_AND_DRAIN, FINAL -> true;
      case CHECKPOINT, SAVEPOINT -> false;
    };
  }

  private static boolean isSavepoint(CheckpointRequest request) {
    return switch (request.kind()) {
      case SAVEPOINT, SAVEPOINT_AND_STOP, SAVEPOINT_AND_DRAIN -> true;
      case CHECKPOINT, FINAL -> false;
    };
  }
}
