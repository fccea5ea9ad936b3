package io.tidemark.runtime.engine;

import io.tidemark.runtime.connector.JobCourse;
import io.tidemark.runtime.connector.SupportsTakeBack.TakeBack;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.operator.CommitsOutside;
import java.util.List;
import java.util.stream.Stream;

/** What the sinks of a job had prepared and committed when they were looked at. */
final class CommittedOutput {

  private final List<TakeBack> sinks;

  private CommittedOutput(List<TakeBack> sinks) {
    this.sinks = sinks;
  }

  /**
   * Looks.
   *
   * @throws io.tidemark.config.InvalidConfigurationException if the place of a sink cannot be used
   */
  static CommittedOutput look(JobGraph graph) {
    return new CommittedOutput(
        graph.nodes().stream()
            .flatMap(
                node ->
                    node.factory() instanceof CommitsOutside sink
                        ? Stream.of(sink.look())
                        : Stream.empty())
            .toList());
  }

  /** {@link TakeBack#goBackTo}, of all sinks. */
  void goBackTo(JobCourse course, long newestSnapshot) {
    sinks.forEach(sink -> sink.goBackTo(course, newestSnapshot));
  }
}
