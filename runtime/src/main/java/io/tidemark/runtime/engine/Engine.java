package io.tidemark.runtime.engine;

import io.tidemark.config.Configuration;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.runtime.checkpoint.CheckpointOptions;
import io.tidemark.runtime.graph.JobGraph;
import io.tidemark.runtime.graph.JobNode;
import io.tidemark.runtime.job.JobBuilder;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.runtime.operator.DirectSinkFactory;
import io.tidemark.runtime.operator.ReadsOutside;
import io.tidemark.runtime.task.ExecutionOptions;
import java.util.List;

/** Runs jobs in this process. Any thread. */
public final class Engine {

  private final EngineServices services;

  /** The services stay the caller's, who closes them after every job has ended. */
  public Engine(EngineServices services) {
    this.services = services;
  }

  /**
   * Starts a job. Everything that can be found wrong before the first record is found wrong here.
   *
   * @throws InvalidConfigurationException for options that cannot work together, or a job's input
   *     that is not there
   * @throws io.tidemark.runtime.function.InvalidJobException if the job is described in a way that
   *     cannot work
   * @throws io.tidemark.spi.UnknownBackendException if there is no such state backend
   * @throws io.tidemark.spi.UnknownStorageException if there is no such storage
   * @throws io.tidemark.spi.StorageException if the checkpoint storage does not answer
   */
  public JobHandle start(
      JobDefinition definition,
      Configuration configuration,
      RestoreChoice restore,
      List<JobListener> listeners) {
    checkTogether(configuration);
    JobBuilder builder =
        new JobBuilder(
            definition.name(),
            configuration.get(ExecutionOptions.PARALLELISM),
            configuration.get(ExecutionOptions.MAX_PARALLELISM),
            configuration);
    definition.define(builder);
    JobGraph graph = builder.build();
    checkConnectors(graph, configuration);
    RunResources resources = new RunResources(graph, configuration, services);
    try {
      return new JobRun(graph, configuration, services, resources, restore, listeners).start();
    } catch (Throwable e) {
      resources.close();
      throw e;
    }
  }

  private static void checkConnectors(JobGraph graph, Configuration configuration) {
    boolean exactlyOnce =
        configuration.get(ExecutionOptions.MODE) == ExecutionOptions.CheckpointingMode.EXACTLY_ONCE;
    for (JobNode node : graph.nodes()) {
      if (exactlyOnce && node.factory() instanceof DirectSinkFactory) {
        throw new InvalidConfigurationException(
            "Sink '"
                + node.name()
                + "' writes records as they come and cannot commit them with a checkpoint; "
                + "give the job one that can, or set "
                + ExecutionOptions.MODE.key()
                + " to at-least-once");
      }
      if (node.factory() instanceof ReadsOutside source) {
        source.requireInput();
      }
    }
  }

  private static void checkTogether(Configuration configuration) {
    int parallelism = configuration.get(ExecutionOptions.PARALLELISM);
    int maxParallelism = configuration.get(ExecutionOptions.MAX_PARALLELISM);
    if (parallelism > maxParallelism) {
      throw new InvalidConfigurationException(
          "parallelism.default is "
              + parallelism
              + ", and pipeline.max-parallelism only "
              + maxParallelism);
    }
    if (!configuration.get(ExecutionOptions.UNALIGNED)) {
      return;
    }
    if (configuration.get(ExecutionOptions.MODE)
        != ExecutionOptions.CheckpointingMode.EXACTLY_ONCE) {
      throw new InvalidConfigurationException(
          "execution.checkpointing.unaligned.enabled needs execution.checkpointing.mode to be exactly-once");
    }
    if (configuration.get(CheckpointOptions.MAX_CONCURRENT) != 1) {
      throw new InvalidConfigurationException(
          "execution.checkpointing.unaligned.enabled needs execution.checkpointing.max-concurrent-checkpoints to be 1");
    }
  }
}
