package io.tidemark.cli.job;

import io.tidemark.cli.output.Terminal;
import io.tidemark.config.Configuration;
import io.tidemark.monitor.MonitorOptions;
import io.tidemark.monitor.MonitorServer;
import io.tidemark.monitor.MonitorToken;
import io.tidemark.monitor.TokenFile;
import io.tidemark.monitor.metrics.PrometheusMetrics;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.time.ProcessingTime;
import io.tidemark.spi.MetricGroup;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job's page for as long as this process runs it, unless its configuration wants none. Any
 * thread; closing is idempotent.
 */
final class JobMonitor implements AutoCloseable {

  private final PrometheusMetrics metrics = new PrometheusMetrics();
  private final ProgressLines progress;
  private final @Nullable MonitorServer server;

  private JobMonitor(ProgressLines progress, @Nullable MonitorServer server) {
    this.progress = progress;
    this.server = server;
  }

  /**
   * Takes the port, so that a wrong one is an error before the job runs.
   *
   * @param progress is told the page's address
   */
  static JobMonitor open(Configuration configuration, ProcessingTime time, ProgressLines progress) {
    boolean wanted = configuration.get(MonitorOptions.PORT) != MonitorOptions.NO_PORT;
    return new JobMonitor(
        progress,
        wanted
            ? MonitorServer.open(
                configuration, time, tokenFolder(), MonitorToken.make(new SecureRandom()))
            : null);
  }

  /** Where this user's processes leave and find tokens. */
  static Path tokenFolder() {
    return TokenFile.folder(
        Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")),
        Path.of(System.getProperty("user.home")));
  }

  MetricGroup metrics() {
    return metrics.group();
  }

  /** Shows the job, and says where. The token is shown to a person, and never to a file. */
  void watch(JobHandle job) {
    if (server != null) {
      server.watch(job, metrics);
      progress.line(
          Terminal.ofProcess().outputColumns().isPresent()
              ? "page at " + server.uriWithToken()
              : "page at " + server.uri() + ", its token in " + server.tokenFile());
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    metrics.close();
  }
}
