package io.tidemark.benchmarks.peer;

import java.nio.file.Path;

/** A peer that runs whole jobs. */
public interface SupportsWordCount {

  /**
   * Counts the words of all files in {@code input}, and returns when the job has finished: {@code
   * output} then holds a line {@code word<TAB>count} a word, in files that may be anywhere below it
   * and whose names do not begin with a dot.
   *
   * @param parallelism how many subtasks each operator has
   * @param checkpointMillis the time between two checkpoints, or 0 for none
   */
  void countWords(Path input, Path output, int parallelism, long checkpointMillis);
}
