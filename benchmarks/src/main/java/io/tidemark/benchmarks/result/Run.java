package io.tidemark.benchmarks.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run of benchmarks.
 *
 * @param started when it began
 * @param command the command line that repeats it
 * @param commit the project's commit, with a remark if there were changes
 * @param machine what it ran on, by short names
 * @param versions the versions of all that was measured, by their names
 * @param chapters what was measured
 */
public record Run(
    Instant started,
    String command,
    String commit,
    Map<String, String> machine,
    Map<String, String> versions,
    List<Chapter> chapters) {

  public Run {
    chapters = List.copyOf(chapters);
  }
}
