package io.tidemark.monitor;

import io.tidemark.runtime.engine.JobOverview;
import io.tidemark.runtime.task.SubtaskCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job's subtasks did between two looks.
 *
 * @param tasks by task, in the overview's order, and then by subtask
 */
record JobRates(List<List<Rates>> tasks) {

  /**
   * What one subtask did.
   *
   * @param recordsIn a second
   * @param recordsOut a second
   * @param backPressure the share of the time in which it waited for room in its outputs
   * @param idle the share of the time in which it had nothing to do
   */
  record Rates(double recordsIn, double recordsOut, double backPressure, double idle) {

    /** The rest of the time. */
    double busy() {
      return Math.max(0, 1 - backPressure - idle);
    }
  }

  /** Both are of the same attempt, with the same subtasks, and {@code before} is the earlier. */
  static JobRates between(JobOverview before, JobOverview now) {
    double millis = now.timeMillis() - before.timeMillis();
    List<List<Rates>> tasks = new ArrayList<>();
    for (int task = 0; task < now.tasks().size(); task++) {
      List<SubtaskCounts> earlier = before.tasks().get(task).subtasks();
      List<SubtaskCounts> later = now.tasks().get(task).subtasks();
      List<Rates> rates = new ArrayList<>();
      for (int subtask = 0; subtask < later.size(); subtask++) {
        rates.add(rates(earlier.get(subtask), later.get(subtask), millis));
      }
      tasks.add(rates);
    }
    return new JobRates(tasks);
  }

  private static Rates rates(SubtaskCounts before, SubtaskCounts now, double millis) {
    return new Rates(
        (now.recordsIn() - before.recordsIn()) * 1000 / millis,
        (now.recordsOut() - before.recordsOut()) * 1000 / millis,
        share(now.backPressuredMillis() - before.backPressuredMillis(), millis),
        share(now.idleMillis() - before.idleMillis(), millis));
  }

  private static double share(long part, double whole) {
    return Math.max(0, Math.min(1, part / whole));
  }
}
