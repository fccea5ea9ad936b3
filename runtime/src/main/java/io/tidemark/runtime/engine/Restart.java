package io.tidemark.runtime.engine;

import io.tidemark.runtime.connector.Unpublished;
import io.tidemark.runtime.graph.JobGraph;
import java.util.function.Function;

/**
 * What an attempt goes on from, and what is there that does not belong to it.
 *
 * @param point what it is restored from
 * @param output what the job's sinks had committed before that was chosen
 * @param unpublished what of it no snapshot needs
 */
record Restart(RestorePoint point, CommittedOutput output, Unpublished unpublished) {

  /**
   * Makes a choice, which ends with asking whether the job is still claimed: whoever has claimed it
   * by then commits nothing that the output shows. Uses the storage.
   */
  static Restart by(
      Function<Checkpointing, RestorePoint> choice, JobGraph graph, Checkpointing checkpointing) {
    CommittedOutput output = CommittedOutput.look(graph);
    return new Restart(choice.apply(checkpointing), output, checkpointing.unpublished());
  }

  /** Has the sinks show what led to the restore point, and nothing else. */
  void takeBackOutput() {
    output.goBackTo(point.course(), unpublished);
  }
}
