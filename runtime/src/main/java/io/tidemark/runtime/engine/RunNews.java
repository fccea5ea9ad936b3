package io.tidemark.runtime.engine;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who listen to a run, and the log. A listener that fails is told of, and keeps neither
 * the job nor the others back. Belongs to the run's thread.
 */
final class RunNews {

  private static final Logger LOG = LoggerFactory.getLogger(RunNews.class);

  private final String job;
  private final List<JobListener> listeners;

  RunNews(String job, List<JobListener> listeners) {
    this.job = job;
    this.listeners = List.copyOf(listeners);
  }

  void statusChanged(JobStatus status) {
    tell(listener -> listener.statusChanged(status));
  }

  void restored(int attempt, OptionalLong snapshot) {
    LOG.info(
        "Job '{}', attempt {}: {}",
        job,
        attempt,
        snapshot.isEmpty() ? "starts from nothing" : "restores snapshot " + snapshot.getAsLong());
    tell(listener -> listener.restored(attempt, snapshot));
  }

  void attemptFailed(int attempt, Throwable cause) {
    tell(listener -> listener.attemptFailed(attempt, cause));
  }

  void checkpointEnded(CheckpointRecord record) {
    if (record.isCompleted()) {
      LOG.info(
          "Job '{}': {} {} completed in {} ms, {} bytes, {} of them new",
          job,
          record.kind().label(),
          record.id(),
          record.endedMillis() - record.startedMillis(),
          record.totalBytes(),
          record.addedBytes());
    } else {
      LOG.warn(
          "Job '{}': {} {} failed: {}",
          job,
          record.kind().label(),
          record.id(),
          record.failure().orElse(""));
    }
    tell(listener -> listener.checkpointEnded(record));
  }

  private void tell(Consumer<JobListener> news) {
    for (JobListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("Job '{}': listener {} failed", job, listener, e);
      }
    }
  }
}
