package io.tidemark.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.monitor.Monitored.Reply;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.runtime.engine.CheckpointRecord;
import io.tidemark.runtime.engine.JobStatus;
import io.tidemark.runtime.task.SubtaskCounts;
import io.tidemark.spi.UnknownStorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each path answers. */
@Timeout(60)
class ApiTest {

  private static final Pattern FILE = Pattern.compile("(?:src|href)=\"([\\w.]+\\.\\w+)\"");

  @TempDir private Path folder;
  private Monitored monitored;
  private final ExecutorService clients = Executors.newCachedThreadPool();

  @BeforeEach
  void open() {
    monitored = new Monitored(folder, Map.of("rest.server.max-content-length", "1 kb"));
  }

  @AfterEach
  void close() {
    monitored.close();
    clients.shutdown();
  }

  private Future<Reply> postLater(String path, String body) {
    return clients.submit(() -> monitored.post(path, body));
  }

  @Test
  void job_isToldWhole() throws Exception {
    monitored.job.attempts = List.of(StubJob.failed(1, "disk full"), StubJob.running(2));
    monitored.job.pending = List.of(StubJob.underWay(9));
    monitored.job.ended = List.of(StubJob.completed(3), StubJob.failedCheckpoint(4, "too slow"));

    Reply reply = monitored.get("/api/job");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.head()).contains("application/json").contains("no-store");
    assertThat(reply.body())
        .contains("\"job\":\"stub\",\"status\":\"running\",\"ended\":false,\"failure\":null")
        .contains("\"attempt\":2")
        .contains("\"name\":\"read\",\"operators\":[\"read\",\"split\"],\"parallelism\":2")
        .contains("\"status\":\"running\",\"recordsIn\":3,\"recordsOut\":6")
        .contains("\"watermark\":" + StubJob.START)
        .contains(
            "{\"from\":\"read\",\"to\":\"count\",\"operator\":\"split\",\"output\":null,"
                + "\"partitioning\":\"by-key\"}")
        .contains("\"number\":1,\"started\":1700000000000,\"restored\":7")
        .contains("\"failure\":\"disk full\"")
        .contains("\"id\":9,\"kind\":\"checkpoint\",\"trigger\":\"periodic\"")
        .contains("\"acknowledged\":1,\"subtasks\":3")
        .contains("\"totalBytes\":3000,\"addedBytes\":30,\"location\":\"file:///there/3\"")
        .contains(
            "\"longestAlignment\":3,\"longestSync\":9,\"longestAsync\":30,\"channelBytes\":75")
        .contains("\"completed\":false,\"totalBytes\":0")
        .contains("\"failure\":\"too slow\"");
  }

  @Test
  void jobThatFailed_saysWhy() throws Exception {
    monitored.job.status = JobStatus.FAILED;
    monitored.job.failure = Optional.of("it was \"hard\" <b>");

    assertThat(monitored.get("/api/job").body())
        .contains("\"status\":\"failed\",\"ended\":true,\"failure\":\"it was \\\"hard\\\" <b>\"");
  }

  @Test
  void checkpoint_isToldWithItsParts_endedOrNot() throws Exception {
    monitored.job.pending = List.of(StubJob.underWay(9));
    monitored.job.ended = List.of(StubJob.completed(3));

    assertThat(monitored.get("/api/checkpoints/3").body())
        .contains(
            "{\"task\":\"count\",\"subtask\":0,\"alignment\":3,\"sync\":2,\"async\":30,"
                + "\"channelBytes\":70}");
    assertThat(monitored.get("/api/checkpoints/9").body())
        .contains("{\"task\":\"read\",\"subtask\":0,\"alignment\":0,\"sync\":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/checkpoints/77",
        "/api/checkpoints/x",
        "/api/checkpoints/",
        "/nothing",
        "/page.css/",
        "/../pom.xml",
        "/%2e%2e/pom.xml",
        "/api"
      })
  void whatIsNotThere_is404WithAReason(String path) throws Exception {
    Reply reply = monitored.get(path);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).startsWith("{\"error\":\"");
  }

  @ParameterizedTest
  @CsvSource({"GET,/api/savepoints", "DELETE,/api/job", "PUT,/api/savepoints", "POST,/api/job"})
  void otherMethods_doNothing(String method, String path) throws Exception {
    assertThat(monitored.send(method + " " + path, "", "Host: localhost").status()).isEqualTo(405);
    assertThat(monitored.job.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|savepoint - GO_ON",
        "{\"target\":null,\"then\":null}|savepoint - GO_ON",
        "{\"target\":\"file:///a/b\",\"then\":\"stop\"}|savepoint file:///a/b STOP",
        "{\"then\":\"drain-and-stop\"}|savepoint - DRAIN_AND_STOP"
      })
  void savepoint_isAskedForAsWished_andAnsweredWhenItIsThere(String body, String asked)
      throws Exception {
    Future<Reply> reply = postLater("/api/savepoints", body);
    while (monitored.job.asked.isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(monitored.job.asked).containsExactly(asked);
    assertThat(reply.isDone()).isFalse();

    monitored.job.next.complete(StubJob.completed(5));

    assertThat(reply.get().status()).isEqualTo(200);
    assertThat(reply.get().body())
        .contains("\"id\":5,\"kind\":\"savepoint\"")
        .contains("\"location\":\"file:///there/5\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{",
        "{} {}",
        "{\"then\":\"explode\"}",
        "{\"target\":7}",
        "{\"target\":\"relative/path\"}",
        "{\"target\":\"::\"}",
        "{\"unknown\":\"x\"}",
        "{\"target\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}"
      })
  void savepointWithABadBody_isRefusedWithAReason(String body) throws Exception {
    Reply reply = monitored.post("/api/savepoints", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).startsWith("{\"error\":\"");
    assertThat(monitored.job.asked).isEmpty();
  }

  @Test
  void checkpointWithArguments_isRefused() throws Exception {
    assertThat(monitored.post("/api/checkpoints", "{\"then\":\"stop\"}").status()).isEqualTo(400);
    assertThat(monitored.job.asked).isEmpty();
  }

  @Test
  void bodyThatIsTooLarge_isRefused() throws Exception {
    Reply reply = monitored.post("/api/savepoints", "{\"then\":\"" + "x".repeat(1024) + "\"}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.body()).contains("rest.server.max-content-length");
  }

  @Test
  void failure_isToldDownToItsCause() throws Exception {
    monitored.job.next.completeExceptionally(
        new CheckpointFailedException("Checkpoint 4 failed", new IOException("disk full")));

    Reply reply = monitored.post("/api/checkpoints", "{}");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.body()).isEqualTo("{\"error\":\"Checkpoint 4 failed: disk full\"}");
  }

  @Test
  void targetWithoutAStorage_isTheAskersMistake() throws Exception {
    monitored.job.next.completeExceptionally(
        new UnknownStorageException("There is no storage for x:"));

    assertThat(monitored.post("/api/savepoints", "{\"target\":\"x:y\"}").status()).isEqualTo(400);
  }

  @Test
  void manyWhoWait_areToldToComeAgain_andHoldNoThread() throws Exception {
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      replies.add(postLater("/api/checkpoints", "{}"));
    }
    while (replies.stream().filter(Future::isDone).count() < 4) {
      Thread.onSpinWait();
    }
    assertThat(monitored.get("/api/job").status()).isEqualTo(200);
    monitored.job.next.complete(StubJob.completed(3));

    List<Integer> statuses = new ArrayList<>();
    for (Future<Reply> reply : replies) {
      statuses.add(reply.get().status());
    }
    assertThat(statuses).containsOnly(200, 429);
    assertThat(statuses.stream().filter(status -> status == 429).count()).isEqualTo(4);
  }

  @Test
  void page_isWholeAndFetchesNothingFromElsewhere() throws Exception {
    Reply page = monitored.get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.head())
        .contains("text/html")
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .containsIgnoringCase("X-Frame-Options: DENY");
    List<String> files =
        page.body()
            .lines()
            .flatMap(line -> FILE.matcher(line).results())
            .map(match -> match.group(1))
            .distinct()
            .toList();
    assertThat(files).contains("main.js", "page.css", "icon.svg");
    for (String file : files) {
      assertThat(monitored.get("/" + file).status()).as(file).isEqualTo(200);
    }
    assertThat(page.body())
        .doesNotContainPattern("https?://")
        .doesNotContainPattern("<[^>]+ (style|on\\w+)=");
    for (String file : PageFiles.NAMES) {
      assertThat(monitored.get("/" + file).body().replace("http://www.w3.org/2000/svg", ""))
          .as(file)
          .doesNotContainPattern("https?://");
    }
  }

  @Test
  void subtaskThatHasEnded_hasNoRates() throws Exception {
    while (!monitored.get("/api/activity").body().matches(".*\"time\":\\[\\d+.*")) {
      Thread.onSpinWait();
    }
    monitored.job.timeMillis += 1000;
    assertThat(monitored.get("/api/job").body())
        .contains("\"recordsInPerSecond\":0.0")
        .doesNotContain("\"recordsInPerSecond\":null");

    monitored.job.sources =
        List.of(
            new SubtaskCounts(SubtaskCounts.Status.ENDED, 9, 9, 0, 0, StubJob.START),
            StubJob.counts(0));
    assertThat(monitored.get("/api/job").body())
        .contains(
            "\"status\":\"ended\",\"recordsIn\":9,\"recordsOut\":9,"
                + "\"recordsInPerSecond\":null,\"recordsOutPerSecond\":null,"
                + "\"backPressure\":null");
  }

  @Test
  void head_isTheAnswerWithoutItsBody() throws Exception {
    Reply reply = monitored.send("HEAD /api/job", "", "Host: localhost");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void metrics_areInPrometheusFormat() throws Exception {
    monitored.metrics.group().group("job", "stub").counter("records").add(7);

    Reply reply = monitored.get("/metrics");

    assertThat(reply.head()).contains("text/plain; version=0.0.4");
    assertThat(reply.body())
        .contains("tidemark_records_total{job=\"stub\"} 7.0")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void activity_isToldOverTime() throws Exception {
    assertThat(monitored.get("/api/activity").body())
        .startsWith("{\"time\":[")
        .contains("\"recordsPerSecond\":[", "\"backPressure\":[");
  }

  @Test
  void anOverviewThatBreaks_is500_andItsReasonStaysInside() throws Exception {
    monitored.job.sources = null;

    Reply reply = monitored.get("/api/job");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).doesNotContain("NullPointer");
  }

  @Test
  void savepointThatEndsTheJob_isAnsweredBeforeTheServerGoes() throws Exception {
    Future<Reply> reply = postLater("/api/savepoints", "{\"then\":\"stop\"}");
    while (monitored.job.asked.isEmpty()) {
      Thread.onSpinWait();
    }
    CompletableFuture<CheckpointRecord> savepoint = monitored.job.next;
    monitored.job.status = JobStatus.FINISHED;
    savepoint.complete(StubJob.completed(5));
    monitored.server.close();

    assertThat(reply.get().status()).isEqualTo(200);
  }

  @Test
  void whoeverClosesBesideAnother_returnsWhenAllIsClosed() throws Exception {
    assertThat(monitored.get("/api/job").status()).isEqualTo(200);
    monitored.job.status = JobStatus.FINISHED;
    Future<?> first = clients.submit(monitored.server::close);
    Future<?> second = clients.submit(monitored.server::close);
    Path tokenFile = monitored.server.tokenFile();

    assertThat(monitored.get("/api/job").status()).isEqualTo(200);
    second.get();
    assertThat(tokenFile).doesNotExist();
    first.get();
  }

  @Test
  void whoeverWatches_isToldOfTheEndBeforeTheServerGoes() throws Exception {
    assertThat(monitored.get("/api/job").body()).contains("\"status\":\"running\"");
    monitored.job.status = JobStatus.FINISHED;
    Future<?> closing = clients.submit(monitored.server::close);

    assertThat(monitored.get("/api/job").body()).contains("\"status\":\"finished\"");
    closing.get();
  }
}
