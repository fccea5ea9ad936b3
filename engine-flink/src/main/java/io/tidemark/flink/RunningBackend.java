package io.tidemark.flink;

import io.tidemark.config.Configuration;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.StateBackend;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.AbstractID;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/** A Tidemark backend at work, with what was lent to it. Any thread may use and close it. */
record RunningBackend(StateBackend backend, ExecutorService executor, FlinkMetrics metrics)
    implements AutoCloseable {

  private static final int THREADS = 4;

  /**
   * Starts one.
   *
   * @param task the task that needs it first; Flink's clock is the same for all tasks
   * @param metrics ends with the backend
   */
  static RunningBackend start(
      Function<BackendContext, StateBackend> maker,
      Map<String, String> settings,
      FlinkTask<?> task,
      MetricGroup metrics) {
    ExecutorService executor =
        Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("tidemark"));
    FlinkMetrics lentMetrics = new FlinkMetrics(metrics);
    boolean complete = false;
    try {
      StateBackend backend =
          maker.apply(
              new BackendContext(
                  Configuration.of(settings),
                  task.workDirectory().resolve("tidemark-" + new AbstractID()),
                  executor,
                  () -> Instant.ofEpochMilli(task.ttlTime().currentTimestamp()),
                  lentMetrics));
      complete = true;
      return new RunningBackend(backend, executor, lentMetrics);
    } finally {
      if (!complete) {
        lentMetrics.close();
        executor.shutdownNow();
      }
    }
  }

  @Override
  public void close() {
    try {
      backend.close();
    } finally {
      metrics.close();
      executor.shutdownNow();
    }
  }
}
