package io.tidemark.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.monitor.Monitored.Reply;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered, and who is not. */
@Timeout(60)
class RequestGuardTest {

  @TempDir private Path folder;
  private Monitored monitored;

  @BeforeEach
  void open() {
    monitored = new Monitored(folder, Map.of("rest.address", "jobs.example.org"));
  }

  @AfterEach
  void close() {
    monitored.close();
  }

  private String bearer() {
    return "Authorization: Bearer " + monitored.token.secret();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:9", "127.0.0.1:80", "[::1]:80", "JOBS.example.org"})
  void knownHost_isAnswered(String host) throws Exception {
    assertThat(monitored.send("GET /api/job", "", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::1"})
  void foreignHost_isRefused_whateverItAsksFor(String host) throws Exception {
    assertThat(monitored.send("GET /api/job", "", "Host: " + host).status()).isEqualTo(421);
    assertThat(monitored.send("GET /metrics", "", "Host: " + host).status()).isEqualTo(421);
    assertThat(monitored.send("GET /", "", "Host: " + host).status()).isEqualTo(421);
    assertThat(monitored.job.asked).isEmpty();
  }

  @Test
  void requestWithoutHost_isRefused() throws Exception {
    assertThat(monitored.send("GET /api/job", "").status()).isBetween(400, 421);
  }

  @Test
  void twoHosts_areRefused() throws Exception {
    assertThat(monitored.send("GET /api/job", "", "Host: localhost", "Host: evil.example").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "not a uri"})
  void pageOfAnotherOrigin_isRefused_evenWithTheToken(String origin) throws Exception {
    Reply reply =
        monitored.send(
            "POST /api/checkpoints",
            "{}",
            "Host: " + monitored.authority(),
            "Origin: " + origin,
            "Content-Type: application/json",
            bearer());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(monitored.job.asked).isEmpty();
    assertThat(
            monitored
                .send("GET /api/job", "", "Host: " + monitored.authority(), "Origin: " + origin)
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "surprise"})
  void fetchFromAnotherSite_isRefused(String site) throws Exception {
    assertThat(
            monitored
                .send(
                    "GET /api/job", "", "Host: " + monitored.authority(), "Sec-Fetch-Site: " + site)
                .status())
        .isEqualTo(403);
  }

  @Test
  void ownPage_isAnswered() throws Exception {
    monitored.job.next.complete(StubJob.completed(3));

    assertThat(
            monitored
                .send(
                    "POST /api/checkpoints",
                    "{}",
                    "Host: " + monitored.authority(),
                    "Origin: http://" + monitored.authority(),
                    "Sec-Fetch-Site: same-origin",
                    "Content-Type: application/json; charset=utf-8",
                    bearer())
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic abc", ""})
  void changeWithoutTheToken_isRefused_andTheTokenIsNotTold(String authorization) throws Exception {
    Reply reply =
        monitored.send(
            "POST /api/savepoints",
            "{\"then\":\"stop\"}",
            "Host: " + monitored.authority(),
            "Content-Type: application/json",
            "Authorization: " + authorization);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.head() + reply.body()).doesNotContain(monitored.token.secret());
    assertThat(monitored.job.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", ""})
  void whatAnyPageMaySendUnasked_isRefused(String type) throws Exception {
    Reply reply =
        monitored.send(
            "POST /api/checkpoints",
            "{}",
            "Host: " + monitored.authority(),
            "Content-Type: " + type,
            bearer());

    assertThat(reply.status()).isEqualTo(415);
    assertThat(monitored.job.asked).isEmpty();
  }

  @Test
  void noOtherOrigin_isEverAllowed() throws Exception {
    Reply preflight =
        monitored.send(
            "OPTIONS /api/savepoints",
            "",
            "Host: " + monitored.authority(),
            "Access-Control-Request-Method: POST");

    assertThat(preflight.status()).isEqualTo(405);
    assertThat(preflight.head().toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow");
  }

  @Test
  void unfinishedRequest_isHungUpOn() throws Exception {
    assertThat(Monitored.sendAndWait(monitored.uri(), "GET /api/job HTTP/1.1\r\nHost: loc"))
        .isEmpty();
  }
}
