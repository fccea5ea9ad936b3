package io.tidemark.runtime.engine;

import io.tidemark.runtime.task.SubtaskCounts;
import java.util.List;
import java.util.Optional;

/**
 * How a job fares at one moment.
 *
 * @param name the job's name
 * @param status how it fares
 * @param failure why it has ended, if it has failed
 * @param timeMillis the moment, in milliseconds since the epoch
 * @param tasks what it is made of, each after those it gets records from
 * @param edges how records go from task to task
 * @param attempts the last attempts to run it, oldest first; the newest one's subtasks are those of
 *     {@code tasks}
 * @param pending checkpoints that have not ended, oldest first
 * @param ended the last checkpoints that have, of all attempts, oldest first
 */
public record JobOverview(
    String name,
    JobStatus status,
    Optional<String> failure,
    long timeMillis,
    List<Task> tasks,
    List<Edge> edges,
    List<AttemptRecord> attempts,
    List<PendingRecord> pending,
    List<CheckpointRecord> ended) {

  public JobOverview {
    tasks = List.copyOf(tasks);
    edges = List.copyOf(edges);
    attempts = List.copyOf(attempts);
    pending = List.copyOf(pending);
    ended = List.copyOf(ended);
  }

  /**
   * Operators that share a thread.
   *
   * @param name the task's name, which is that of its first operator
   * @param operators the names of its operators, the first one first
   * @param parallelism how many subtasks it has
   * @param subtasks what each of them has done in this attempt, by index; empty before the first
   *     attempt has begun
   */
  public record Task(
      String name, List<String> operators, int parallelism, List<SubtaskCounts> subtasks) {

    public Task {
      operators = List.copyOf(operators);
      subtasks = List.copyOf(subtasks);
    }
  }

  /**
   * An edge between tasks.
   *
   * @param from the name of the task that sends
   * @param to the name of the task that receives
   * @param operator the operator of the sending task whose records they are
   * @param output which of its side outputs; empty for the main one
   * @param partitioning how records are dealt out
   */
  public record Edge(
      String from, String to, String operator, String output, Partitioning partitioning) {}

  /** How an edge deals out records. */
  public enum Partitioning {
    FORWARD,
    REBALANCE,
    BROADCAST,
    BY_KEY
  }

  /** The newest attempt's number; 0 before the first. */
  public int attempt() {
    return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
  }
}
