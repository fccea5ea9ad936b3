package io.tidemark.runtime.job;

import io.tidemark.config.Configuration;
import io.tidemark.runtime.connector.Source;
import io.tidemark.runtime.function.InvalidJobException;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.operator.OperatorFactory;
import io.tidemark.runtime.operator.SourceFactory;
import io.tidemark.serialization.Serializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the description of a job. Streams are described from their sources on, so there are no
 * cycles.
 *
 * <p>Every stateful operator is given a name by the author, unique in the job, which is its
 * identity in snapshots. Others get one from what they are and where they stand.
 */
public final class JobBuilder {

  private final String name;
  private final int parallelism;
  private final int maxParallelism;
  private final Configuration configuration;
  private final Map<String, JobNode> nodes = new LinkedHashMap<>();

  /**
   * @param parallelism of every operator
   * @param configuration what the author may read
   */
  public JobBuilder(String name, int parallelism, int maxParallelism, Configuration configuration) {
    this.name = name;
    this.parallelism = parallelism;
    this.maxParallelism = maxParallelism;
    this.configuration = configuration;
  }

  /** The job's configuration. */
  public Configuration configuration() {
    return configuration;
  }

  /** Begins a stream. */
  public <T> DataStream<T> source(String sourceName, Source<T, ?> source) {
    add(sourceName, new SourceFactory<>(source), null, source.type(), List.of());
    return new DataStream<>(this, List.of(DataStream.Origin.of(sourceName)), source.type());
  }

  /**
   * The job as it was described.
   *
   * @throws InvalidJobException if it has no source
   */
  public JobGraph build() {
    if (nodes.isEmpty()) {
      throw new InvalidJobException("Job '" + name + "' has no source");
    }
    return new JobGraph(name, maxParallelism, List.copyOf(nodes.values()));
  }

  void add(
      String nodeName,
      OperatorFactory factory,
      @Nullable Serializer<?> keySerializer,
      @Nullable Serializer<?> type,
      List<JobEdge> inputs) {
    if (nodeName.isBlank()) {
      throw new InvalidJobException("An operator of job '" + name + "' has a blank name");
    }
    JobNode node =
        new JobNode(nodeName, parallelism, factory, keySerializer, type, new ArrayList<>(inputs));
    if (nodes.putIfAbsent(nodeName, node) != null) {
      throw new InvalidJobException(
          "Job '"
              + name
              + "' has two operators named '"
              + nodeName
              + "'; a name is an operator's identity in snapshots");
    }
  }

  /** A name for an operator whose author gave none. */
  String unnamed(String what) {
    return what + "-" + (nodes.size() + 1);
  }
}
