package io.tidemark.flink;

import io.tidemark.config.Configuration;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.UnknownFormatException;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.util.AbstractID;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/** A Tidemark backend for as long as a task needs it. */
record BackendLease(StateBackend backend, ExecutorService executor, ClassLoader loader)
    implements AutoCloseable {

  private static final int THREADS = 4;

  /** A backend of the task's own. */
  static BackendLease forTask(String name, Map<String, String> settings, FlinkTask<?> task) {
    ExecutorService executor =
        Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("tidemark-" + name));
    ClassLoader loader = ApartClassLoader.instance();
    boolean complete = false;
    try {
      BackendContext context =
          new BackendContext(
              Configuration.of(settings),
              task.workDirectory().resolve("tidemark-" + new AbstractID()),
              executor,
              () -> Instant.ofEpochMilli(task.ttlTime().currentTimestamp()),
              new FlinkMetrics(task.metrics().addGroup("tidemark")));
      StateBackend backend = StateBackendProviders.load(loader).named(name).create(context);
      complete = true;
      return new BackendLease(backend, executor, loader);
    } finally {
      if (!complete) {
        executor.shutdownNow();
      }
    }
  }

  /**
   * What walks snapshots of a format.
   *
   * @throws UnknownFormatException if nothing on the class path does
   */
  SnapshotEntries entriesOf(String format) {
    for (SnapshotEntries entries : ServiceLoader.load(SnapshotEntries.class, loader)) {
      if (entries.format().equals(format)) {
        return entries;
      }
    }
    throw new UnknownFormatException(
        "Nothing on the class path reads the format '" + format + "' of a snapshot");
  }

  @Override
  public void close() {
    try {
      backend.close();
    } finally {
      executor.shutdownNow();
    }
  }
}
