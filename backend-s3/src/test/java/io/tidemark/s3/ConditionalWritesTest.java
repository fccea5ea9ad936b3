package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.SnapshotStorage;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is published on a server of which it is not known that it keeps rivals apart. */
class ConditionalWritesTest {

  private FaultyProxy proxy;
  private URI root;

  @BeforeEach
  void start() throws Exception {
    proxy = FaultyProxy.before(S3Server.openEndpoint());
    root = Opened.freshRoot();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void serverThatIgnoresTheCondition_isFoundOutBeforeAnythingIsPublished(String client) {
    ignoreConditions();
    try (SnapshotStorage storage = open(client, Map.of())) {
      assertThatThrownBy(() -> storage.createIfAbsent("epochs/1", new byte[1]))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("does not honour If-None-Match")
          .hasMessageContaining("s3.create-if-absent = check-then-put");
      assertNothingIsThere();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void serverThatDoesNotKnowTheCondition_isToldLikewise(String client) {
    try (SnapshotStorage storage = open(client, Map.of())) {
      proxy.answer("501 Not Implemented", FaultyProxy.error("NotImplemented"));
      assertThatThrownBy(() -> storage.createIfAbsent("epochs/1", new byte[1]))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("does not honour If-None-Match");
      assertNothingIsThere();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void probe_isMadeOnceAndLeavesNothing(String client) {
    try (SnapshotStorage storage = open(client, Map.of())) {
      proxy.forget();
      assertThat(storage.createIfAbsent("epochs/1", new byte[1])).isTrue();
      assertThat(proxy.operations())
          .containsExactly("PutObject", "PutObject", "Delete", "PutObject");
      proxy.forget();
      assertThat(storage.createIfAbsent("epochs/1", new byte[1])).isFalse();
      assertThat(proxy.operations()).containsOnly("PutObject");
    }
    try (RawBucket bucket = RawBucket.open(S3Server.openEndpoint())) {
      assertThat(bucket.keys(root.getPath().substring(1)))
          .containsExactly(root.getPath().substring(1) + "/epochs/1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void fallBack_isUsedWhereItIsAskedFor(String client) {
    ignoreConditions();
    try (SnapshotStorage storage = open(client, Map.of("s3.create-if-absent", "check-then-put"))) {
      assertThat(storage.createIfAbsent("epochs/1", new byte[] {1})).isTrue();
      assertThat(storage.createIfAbsent("epochs/1", new byte[] {2})).isFalse();
      assertThat(Opened.get(storage, "epochs/1")).containsExactly(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void anonymousUser_isNotSigned(String client) {
    Map<String, String> configuration = Opened.patient(proxy.endpoint(), client);
    configuration.remove("s3.access-key");
    configuration.remove("s3.secret-key");
    configuration.put("s3.anonymous", "true");
    try (SnapshotStorage storage = Opened.open(root, configuration)) {
      assertThat(storage.createIfAbsent("epochs/1", new byte[] {1})).isTrue();
      assertThat(Opened.get(storage, "epochs/1")).containsExactly(1);
    }
    assertThat(proxy.requests()).isNotEmpty().noneMatch(request -> request.has("Authorization:"));
  }

  private void ignoreConditions() {
    proxy.headers(
        header -> header.toLowerCase(Locale.ROOT).startsWith("if-none-match:") ? "" : header);
  }

  private void assertNothingIsThere() {
    try (RawBucket bucket = RawBucket.open(S3Server.openEndpoint())) {
      assertThat(bucket.keys(root.getPath().substring(1))).isEmpty();
    }
  }

  private SnapshotStorage open(String client, Map<String, String> more) {
    Map<String, String> configuration = Opened.patient(proxy.endpoint(), client);
    configuration.putAll(more);
    return Opened.open(root, configuration);
  }
}
