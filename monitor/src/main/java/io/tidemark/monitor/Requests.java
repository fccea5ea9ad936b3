package io.tidemark.monitor;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tidemark.runtime.engine.JobHandle;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests, each with the headers that keep a browser from doing more than it should. A
 * request whose answer comes later holds no thread.
 */
final class Requests implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  /** How many requests may wait for what they asked of the job. */
  private static final int MOST_WAITING = 16;

  /** Who has asked for the job within this time is told of its end. */
  private static final Duration WATCHING = Duration.ofSeconds(3);

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final Api api;
  private final JobHandle job;
  private final InstantSource clock;
  private final Executor executor;
  private final AtomicLong last = new AtomicLong();

  /** Who has come and was not told yet, by the number of the request. */
  private final Map<Long, CompletableFuture<Void>> untold = new ConcurrentHashMap<>();

  private final AtomicInteger waiting = new AtomicInteger();
  private final CompletableFuture<Void> endTold = new CompletableFuture<>();
  private volatile long lastLook;

  /**
   * @param executor sends answers that come later
   */
  Requests(Api api, JobHandle job, InstantSource clock, Executor executor) {
    this.api = api;
    this.job = job;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    boolean isLook = exchange.getRequestURI().getPath().equals("/api/job");
    boolean hasEnded = job.status().isEnd();
    if (isLook) {
      lastLook = clock.millis();
    }
    // Before the job is asked, so that a close which its answer brings about waits for this one.
    long number = last.incrementAndGet();
    untold.put(number, new CompletableFuture<>());
    boolean later = false;
    try {
      CompletableFuture<Answer> answer = api.answer(exchange);
      if (answer.isDone()) {
        send(exchange, answer.join());
      } else {
        later = sendLater(exchange, answer, number);
      }
    } catch (RefusedException e) {
      send(exchange, Answer.error(e.status(), e.reason()));
    } catch (RuntimeException e) {
      LOG.warn("{} could not be answered", exchange.getRequestURI().getPath(), e);
      send(exchange, Answer.error(500, "This could not be answered; the log says why"));
    } finally {
      if (!later) {
        told(number);
      }
    }
    if (isLook && hasEnded) {
      endTold.complete(null);
    }
  }

  /** Sends the answer when the job has given it; false if too many wait for theirs. */
  @SuppressWarnings("FutureReturnValueIgnored") // what it does is to tell
  private boolean sendLater(HttpExchange exchange, CompletableFuture<Answer> answer, long number)
      throws IOException {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      send(
          exchange,
          Answer.error(
              RefusedException.TOO_MANY, "Too many requests wait for the job; try again later"));
      return false;
    }
    answer.whenCompleteAsync(
        (done, problem) -> {
          sendQuietly(
              exchange,
              problem == null
                  ? done
                  : Answer.error(RefusedException.CONFLICT, String.valueOf(problem)));
          waiting.decrementAndGet();
          told(number);
        },
        executor);
    return true;
  }

  private void told(long number) {
    CompletableFuture<Void> told = untold.remove(number);
    if (told != null) {
      told.complete(null);
    }
  }

  private static void sendQuietly(HttpExchange exchange, Answer answer) {
    try {
      send(exchange, answer);
    } catch (IOException e) {
      LOG.debug("Nobody waits any more for the answer to {}", exchange.getRequestURI(), e);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      HEADERS.forEach(headers::set);
      headers.set("Content-Type", answer.type());
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), isHead ? -1 : answer.body().length);
      if (!isHead) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  /**
   * Waits a little for what is still to be told: the answers to requests, and the job's end to
   * those who watch it.
   */
  void awaitLast() {
    awaitQuietly(CompletableFuture.allOf(untold.values().toArray(CompletableFuture[]::new)));
    if (job.status().isEnd() && clock.millis() - lastLook < WATCHING.toMillis()) {
      awaitQuietly(endTold);
    }
  }

  private static void awaitQuietly(CompletableFuture<?> future) {
    try {
      future.get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("Somebody who asked was not told the last", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
