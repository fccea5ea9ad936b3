package io.tidemark.runtime.connector;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The way that led a job to where it is: the attempts that were made on it, and up to which of its
 * snapshots each of them counts. Whatever else a job has done led nowhere, or is yet to be led to.
 * Immutable.
 *
 * @param attempts the id of the last snapshot of each attempt, by the attempt's name
 */
public record JobCourse(Map<String, Long> attempts) {

  /** The way to a start from nothing. */
  public static final JobCourse NONE = new JobCourse(Map.of());

  public JobCourse {
    attempts = Map.copyOf(attempts);
  }

  /** Whether what the attempt did for its snapshot with this id led here. */
  public boolean includes(String attempt, long snapshotId) {
    return snapshotId <= attempts.getOrDefault(attempt, 0L);
  }

  /** The way to a snapshot of an attempt that went on from here. */
  public JobCourse to(String attempt, long snapshotId) {
    Map<String, Long> further = new HashMap<>(attempts);
    further.put(attempt, snapshotId);
    return new JobCourse(further);
  }

  /** The course as {@link #parse} reads it: {@code attempt:id}, one after the other. */
  @Override
  public String toString() {
    return attempts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(attempt -> attempt.getKey() + ":" + attempt.getValue())
        .collect(Collectors.joining(" "));
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static JobCourse parse(String text) {
    Map<String, Long> attempts = new HashMap<>();
    for (String attempt : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      int colon = attempt.lastIndexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("This is no course of a job: '" + text + "'");
      }
      attempts.put(attempt.substring(0, colon), Long.parseLong(attempt.substring(colon + 1)));
    }
    return new JobCourse(attempts);
  }
}
