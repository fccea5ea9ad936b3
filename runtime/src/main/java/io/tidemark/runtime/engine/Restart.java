package io.tidemark.runtime.engine;

import io.tidemark.runtime.graph.JobGraph;
import java.util.function.Function;

/**
 * What an attempt goes on from, and what is there that does not belong to it.
 *
 * @param point what it is restored from
 * @param output what the job's sinks had committed before that was chosen
 * @param newestSnapshot no snapshot of the job with a larger id was published
 */
record Restart(RestorePoint point, CommittedOutput output, long newestSnapshot) {

  /**
   * Makes a choice, which ends with asking whether the job is still claimed: whoever has claimed it
   * by then commits nothing that the output shows. Uses the storage.
   */
  static Restart by(
      Function<Checkpointing, RestorePoint> choice, JobGraph graph, Checkpointing checkpointing) {
    CommittedOutput output = CommittedOutput.look(graph);
    long newestSnapshot = checkpointing.newestSnapshot();
    return new Restart(choice.apply(checkpointing), output, newestSnapshot);
  }

  /** Has the sinks show what led to the restore point, and nothing else. */
  void takeBackOutput() {
    output.goBackTo(point.course(), newestSnapshot);
  }
}
