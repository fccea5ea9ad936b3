package io.tidemark.runtime.engine;

import io.tidemark.TidemarkException;
import io.tidemark.runtime.task.SubtaskId;
import java.time.Duration;
import java.util.List;

/** Subtasks have given no sign of life. The job fails over; see what their code waits for. */
public final class StuckTaskException extends TidemarkException {

  private static final long serialVersionUID = 1L;

  StuckTaskException(List<SubtaskId> subtasks, Duration timeout, String key) {
    super(
        "Subtasks "
            + subtasks
            + " have given no sign of life for "
            + timeout.toMillis()
            + " ms; see what their code waits for, or raise "
            + key);
  }
}
