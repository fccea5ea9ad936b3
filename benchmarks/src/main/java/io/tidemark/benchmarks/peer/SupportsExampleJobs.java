package io.tidemark.benchmarks.peer;

import java.nio.file.Path;

/** A peer that runs whole jobs. */
public interface SupportsExampleJobs {

  /**
   * Runs a job over all files in {@code input}, and returns when it has finished: {@code output}
   * then holds its lines, in files that may be anywhere below it and whose names do not begin with
   * a dot.
   */
  void run(ExampleJob job, Path input, Path output, JobSettings settings);
}
