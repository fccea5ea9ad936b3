package io.tidemark.monitor;

import com.sun.net.httpserver.HttpExchange;
import io.tidemark.config.Configuration;
import io.tidemark.monitor.metrics.PrometheusMetrics;
import io.tidemark.runtime.engine.JobHandle;
import io.tidemark.runtime.engine.JobOverview;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What each path answers.
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><td>{@code GET /}</td><td>the page, and its files beside it</td></tr>
 * <tr><td>{@code GET /api/job}</td><td>the job's overview</td></tr>
 * <tr><td>{@code GET /api/activity}</td><td>records a second and back-pressure, over ten minutes</td></tr>
 * <tr><td>{@code GET /api/checkpoints/ID}</td><td>one checkpoint with the phases of each subtask</td></tr>
 * <tr><td>{@code POST /api/checkpoints}</td><td>takes a checkpoint, answers when it has ended</td></tr>
 * <tr><td>{@code POST /api/savepoints}</td><td>takes a savepoint, answers when it has ended</td></tr>
 * <tr><td>{@code GET /metrics}</td><td>metrics for Prometheus</td></tr>
 * </table>
 */
final class Api {

  private static final String CHECKPOINTS = "/api/checkpoints";
  private static final String SAVEPOINTS = "/api/savepoints";

  private final PageFiles page = new PageFiles();
  private final JobHandle job;
  private final JobActions actions;
  private final ActivityWindow window;
  private final PrometheusMetrics metrics;
  private final RequestGuard guard;
  private final long maxContentLength;

  Api(
      JobHandle job,
      ActivityWindow window,
      PrometheusMetrics metrics,
      RequestGuard guard,
      Configuration configuration) {
    this.job = job;
    this.actions = new JobActions(job);
    this.window = window;
    this.metrics = metrics;
    this.guard = guard;
    this.maxContentLength = configuration.get(MonitorOptions.MAX_CONTENT_LENGTH).bytes();
  }

  /** The answer, now or later; a refusal is thrown. */
  CompletableFuture<Answer> answer(HttpExchange exchange) throws IOException, RefusedException {
    guard.requireAllowed(exchange);
    String path = exchange.getRequestURI().getPath();
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> CompletableFuture.completedFuture(read(path));
      case "POST" -> change(exchange, path);
      default -> throw notAllowed(path);
    };
  }

  private Answer read(String path) throws RefusedException {
    if (path.startsWith(CHECKPOINTS + "/")) {
      return checkpoint(path.substring(CHECKPOINTS.length() + 1));
    }
    return switch (path) {
      case "/api/job" -> overview(job.overview());
      case "/api/activity" -> ActivityJson.answer(window.points());
      case "/metrics" -> Answer.text(PrometheusMetrics.CONTENT_TYPE, metrics.scrape());
      case CHECKPOINTS, SAVEPOINTS -> throw notAllowed(path);
      default -> page.at(path).orElseThrow(() -> notFound("There is nothing at this path"));
    };
  }

  private Answer overview(JobOverview overview) {
    Optional<JobRates> rates = window.ratesTo(overview);
    return Answer.json(200, out -> JobJson.write(overview, rates, out));
  }

  private Answer checkpoint(String text) throws RefusedException {
    try {
      long id = Long.parseLong(text);
      return CheckpointJson.find(job.overview(), id)
          .orElseThrow(() -> notFound("Checkpoint " + id + " is not remembered"));
    } catch (NumberFormatException e) {
      throw notFound("A checkpoint's id is a number");
    }
  }

  private CompletableFuture<Answer> change(HttpExchange exchange, String path)
      throws IOException, RefusedException {
    boolean isSavepoint = path.equals(SAVEPOINTS);
    if (!isSavepoint && !path.equals(CHECKPOINTS)) {
      throw notAllowed(path);
    }
    guard.requireToken(exchange);
    byte[] body = RequestBody.read(exchange, maxContentLength);
    return isSavepoint ? actions.savepoint(body) : actions.checkpoint(body);
  }

  private static RefusedException notAllowed(String path) {
    return new RefusedException(
        RefusedException.METHOD_NOT_ALLOWED, "This method does nothing at " + path);
  }

  private static RefusedException notFound(String message) {
    return new RefusedException(RefusedException.NOT_FOUND, message);
  }
}
