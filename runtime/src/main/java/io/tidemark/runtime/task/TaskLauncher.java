package io.tidemark.runtime.task;

import java.util.Map;

/** Starts the subtasks of one attempt to run a job, and wires them. */
public interface TaskLauncher {

  /**
   * Makes every subtask, restores it, connects its channels and starts its thread. Returns when the
   * threads have been started; that a subtask is restored is told by {@link TaskEvents#running},
   * and that the system has no thread for it by {@link TaskEvents#failed}. If it throws, nothing
   * runs.
   */
  Map<SubtaskId, TaskControl> launch(Attempt attempt, TaskEvents events);
}
