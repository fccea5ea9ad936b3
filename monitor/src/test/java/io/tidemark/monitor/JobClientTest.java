package io.tidemark.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.monitor.client.JobClient;
import io.tidemark.monitor.client.TakenSnapshot;
import io.tidemark.runtime.checkpoint.CheckpointFailedException;
import io.tidemark.spi.UnknownStorageException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Monitored monitored;

  @BeforeEach
  void open() {
    monitored = new Monitored(folder);
  }

  @AfterEach
  void close() {
    monitored.close();
  }

  private JobClient client() {
    return new JobClient(monitored.uri(), monitored.token, PATIENCE);
  }

  @Test
  void savepoint_isTakenAsAsked() {
    monitored.job.next.complete(StubJob.completed(5));

    assertThat(client().savepoint(Optional.of(URI.create("file:///a")), "stop"))
        .isEqualTo(new TakenSnapshot(5, "file:///there/5", 45, 5000, 50));
    assertThat(monitored.job.asked).containsExactly("savepoint file:///a STOP");
  }

  @Test
  void checkpoint_isTaken() {
    monitored.job.next.complete(StubJob.completed(3));

    assertThat(client().checkpoint().id()).isEqualTo(3);
    assertThat(monitored.job.asked).containsExactly("checkpoint");
  }

  @Test
  void failure_isToldAsTheJobTellsIt() {
    monitored.job.next.completeExceptionally(new CheckpointFailedException("It was late", null));

    assertThatThrownBy(() -> client().checkpoint())
        .isInstanceOf(MonitorException.class)
        .hasMessage("It was late");
  }

  @Test
  void targetThatNobodyServes_isTheAskersMistake() {
    monitored.job.next.completeExceptionally(new UnknownStorageException("No storage for x:"));

    assertThatThrownBy(() -> client().savepoint(Optional.of(URI.create("x:y")), "go-on"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage("No storage for x:");
  }

  @Test
  void wrongToken_isSaid() {
    JobClient stranger = new JobClient(monitored.uri(), MonitorToken.of("guess"), PATIENCE);

    assertThatThrownBy(stranger::checkpoint)
        .isInstanceOf(MonitorException.class)
        .hasMessageContaining("token")
        .hasMessageNotContaining("guess");
  }

  @Test
  void placeWithoutAJob_isSaid() {
    URI uri = monitored.uri();
    monitored.server.close();

    assertThatThrownBy(() -> new JobClient(uri, monitored.token, PATIENCE).checkpoint())
        .isInstanceOf(MonitorException.class)
        .hasMessageContaining("No job answers at " + uri);
  }

  @Test
  void anotherServer_isNoJob_andARedirectionGetsNoToken() throws Exception {
    AtomicInteger redirected = new AtomicInteger();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI uri = URI.create("http://localhost:" + other.getAddress().getPort());
    other.createContext(
        "/elsewhere",
        exchange -> {
          redirected.incrementAndGet();
          exchange.close();
        });
    other.createContext(
        "/api/checkpoints",
        exchange -> {
          exchange.getResponseHeaders().set("Location", uri + "/elsewhere");
          byte[] body = "<html>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(307, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    other.start();
    try {
      assertThatThrownBy(() -> new JobClient(uri, monitored.token, PATIENCE).checkpoint())
          .isInstanceOf(MonitorException.class)
          .hasMessageContaining("is no Tidemark job");
      assertThat(redirected).hasValue(0);
    } finally {
      other.stop(0);
    }
  }
}
