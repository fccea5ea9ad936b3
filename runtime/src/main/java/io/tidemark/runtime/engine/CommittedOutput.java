package io.tidemark.runtime.engine;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.runtime.connector.SupportsTakeBack.TakeBack;
import io.tidemark.runtime.connector.Unpublished;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.CommitsOutside;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the sinks of a job had prepared and committed when they were looked at. */
final class CommittedOutput {

  private final List<TakeBack> sinks;

  private CommittedOutput(List<TakeBack> sinks) {
    this.sinks = sinks;
  }

  /**
   * Looks.
   *
   * @throws InvalidConfigurationException if the place of a sink cannot be used or is another
   *     job's, or two sinks have the same
   */
  static CommittedOutput look(JobGraph graph) {
    List<TakeBack> sinks = new ArrayList<>();
    Map<Object, String> places = new HashMap<>();
    for (JobNode node : graph.nodes()) {
      if (node.factory() instanceof CommitsOutside sink) {
        sinks.add(sink.look(graph.name()));
        sink.place().ifPresent(place -> requireFree(place, places.put(place, node.name()), node));
      }
    }
    return new CommittedOutput(sinks);
  }

  private static void requireFree(Object place, @Nullable String other, JobNode node) {
    if (other != null) {
      throw new InvalidConfigurationException(
          "The sinks '"
              + other
              + "' and '"
              + node.name()
              + "' both commit to "
              + place
              + ", where each would take the other's output for its own; give each a place of its"
              + " own, or write the union of both streams into one sink");
    }
  }

  /** {@link TakeBack#goBackTo}, of all sinks. */
  void goBackTo(JobCourse course, Unpublished unpublished) {
    sinks.forEach(sink -> sink.goBackTo(course, unpublished));
  }
}
