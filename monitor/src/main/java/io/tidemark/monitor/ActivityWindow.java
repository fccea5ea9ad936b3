package io.tidemark.monitor;

import io.tidemark.runtime.engine.JobOverview;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last overviews of a job, a second apart: what it does per second comes from them. Any thread.
 */
final class ActivityWindow {

  /** How far back a rate looks. */
  private static final long RATE_MILLIS = 5_000;

  /** How many points of time a plot has: ten minutes. */
  private static final int POINTS = 600;

  private final ArrayDeque<JobOverview> recent = new ArrayDeque<>();
  private final ArrayDeque<Point> points = new ArrayDeque<>();

  /**
   * How much went through a job's sources at one moment.
   *
   * @param backPressure of the most back-pressured subtask
   */
  record Point(long timeMillis, double recordsPerSecond, double backPressure) {}

  /** Takes the overview of this second. */
  synchronized void add(JobOverview overview) {
    Optional<JobRates> rates = ratesTo(overview);
    points.add(
        new Point(
            overview.timeMillis(),
            rates.map(all -> sourceRecords(overview, all)).orElse(0.0),
            rates.map(ActivityWindow::mostBackPressure).orElse(0.0)));
    if (points.size() > POINTS) {
      points.remove();
    }
    recent.add(overview);
    while (recent.size() > 1
        && recent.getFirst().timeMillis() < overview.timeMillis() - RATE_MILLIS) {
      recent.remove();
    }
  }

  synchronized List<Point> points() {
    return new ArrayList<>(points);
  }

  /**
   * What was done per second since about five seconds before {@code now}; empty if there is no
   * earlier look at the same attempt.
   */
  synchronized Optional<JobRates> ratesTo(JobOverview now) {
    return recent.stream()
        .filter(
            before ->
                before.attempt() == now.attempt()
                    && before.timeMillis() < now.timeMillis()
                    && before.timeMillis() >= now.timeMillis() - 2 * RATE_MILLIS
                    && sameSubtasks(before, now))
        .findFirst()
        .map(before -> JobRates.between(before, now));
  }

  private static boolean sameSubtasks(JobOverview before, JobOverview now) {
    for (int task = 0; task < now.tasks().size(); task++) {
      if (before.tasks().get(task).subtasks().size() != now.tasks().get(task).subtasks().size()) {
        return false;
      }
    }
    return true;
  }

  private static double sourceRecords(JobOverview overview, JobRates rates) {
    double sum = 0;
    for (int task = 0; task < overview.tasks().size(); task++) {
      String name = overview.tasks().get(task).name();
      if (overview.edges().stream().noneMatch(edge -> edge.to().equals(name))) {
        sum += rates.tasks().get(task).stream().mapToDouble(JobRates.Rates::recordsIn).sum();
      }
    }
    return sum;
  }

  private static double mostBackPressure(JobRates rates) {
    return rates.tasks().stream()
        .flatMap(List::stream)
        .mapToDouble(JobRates.Rates::backPressure)
        .max()
        .orElse(0);
  }
}
