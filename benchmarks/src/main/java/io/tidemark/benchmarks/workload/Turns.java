package io.tidemark.benchmarks.workload;

import java.util.Map;

/**
 * The measured process's side of taking turns: it asks before it prepares and before it measures,
 * and says when it has. Without a driver every answer is yes.
 */
public interface Turns {

  /** Returns when all processes may prepare their next measured iteration, at the same time. */
  void awaitPreparation();

  /** Says that this process is prepared, and returns when it alone may measure. */
  void awaitTurn();

  /** Says that the iteration is over, and what was noted in it besides the time. */
  void end(Map<String, Double> facts);

  /** The turns of a process that runs alone. */
  Turns ALONE =
      new Turns() {
        @Override
        public void awaitPreparation() {}

        @Override
        public void awaitTurn() {}

        @Override
        public void end(Map<String, Double> facts) {}
      };
}
