package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.ExampleJob;
import io.tidemark.benchmarks.peer.JobSettings;
import io.tidemark.benchmarks.peer.Peer;
import io.tidemark.benchmarks.peer.PeerContext;
import io.tidemark.benchmarks.peer.SupportsExampleJobs;
import io.tidemark.config.Configuration;
import io.tidemark.examples.FraudDetection;
import io.tidemark.examples.PageViews;
import io.tidemark.examples.WordCount;
import io.tidemark.runtime.engine.Engine;
import io.tidemark.runtime.engine.EngineServices;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.RestoreChoice;
import io.tidemark.runtime.job.JobDefinition;
import io.tidemark.runtime.time.SystemTime;
import io.tidemark.spi.MetricGroup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** Tidemark's reference runtime with the memory backend and checkpoints on local files. */
final class TidemarkJobs implements Peer, SupportsExampleJobs {

  /** As many as the command line gives a job. */
  private static final int IO_THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

  private final PeerContext context;
  private final SystemTime time = new SystemTime(InstantSource.system());
  private final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS);
  private int started;

  TidemarkJobs(PeerContext context) {
    this.context = context;
  }

  @Override
  public void run(ExampleJob job, Path input, Path output, JobSettings settings) {
    Map<String, String> configuration = new TreeMap<>();
    configuration.put("state.backend.type", "memory");
    configuration.put("parallelism.default", Integer.toString(settings.parallelism()));
    configuration.put("execution.checkpointing.dir", context.snapshots() + "job-" + started++);
    if (settings.checkpointMillis() > 0) {
      configuration.put("execution.checkpointing.interval", settings.checkpointMillis() + " ms");
      configuration.put(
          "execution.checkpointing.mode", settings.aligned() ? "exactly-once" : "at-least-once");
    }
    JobDefinition definition = definition(job);
    configuration.put(definition.name() + ".input", input.toString());
    configuration.put(definition.name() + ".output", output.toString());
    JobHandle running =
        new Engine(services())
            .start(
                definition,
                Configuration.of(configuration),
                new RestoreChoice.Nothing(),
                List.of());
    try {
      running.result().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The job failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The job was interrupted", e);
    }
  }

  private static JobDefinition definition(ExampleJob job) {
    return switch (job) {
      case WORD_COUNT -> new WordCount();
      case FRAUD_DETECTION -> new FraudDetection();
      case PAGE_VIEWS -> new PageViews();
    };
  }

  private EngineServices services() {
    return new EngineServices(
        time,
        RandomGenerator.getDefault(),
        UUID::randomUUID,
        Executors.defaultThreadFactory(),
        io,
        IO_THREADS,
        TidemarkJobs.class.getClassLoader(),
        context.workDirectory(),
        MetricGroup.none(),
        Runtime.getRuntime()::halt);
  }

  @Override
  public void close() {
    io.shutdownNow();
    time.close();
  }
}
