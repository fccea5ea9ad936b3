package io.tidemark.runtime.task;

/**
 * A subtask: one of the parallel copies of a task, which is a chain of operators that share a
 * thread.
 *
 * @param task the task's name, unique in the job
 * @param index from 0
 */
public record SubtaskId(String task, int index) implements Comparable<SubtaskId> {

  @Override
  public int compareTo(SubtaskId other) {
    int byTask = task.compareTo(other.task);
    return byTask != 0 ? byTask : Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return task + "#" + index;
  }
}
