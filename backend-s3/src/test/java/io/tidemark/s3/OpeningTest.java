package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.TidemarkException;
import io.tidemark.config.InvalidConfigurationException;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong shows when a storage is opened, in one error that says what to do. */
@Timeout(60)
class OpeningTest {

  private FaultyProxy proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = FaultyProxy.before(S3Server.endpoint());
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void wrongBucket_isNamed(String client) {
    assertFails(
        URI.create("s3://no-such-bucket/jobs"),
        Opened.patient(S3Server.endpoint(), client),
        "there is no bucket 'no-such-bucket': create it, or name another",
        "NoSuchBucket",
        "status 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void wrongAccessKey_isSaidToBeOne(String client) {
    Map<String, String> configuration = Opened.patient(S3Server.endpoint(), client);
    configuration.put("s3.access-key", "AKIDSOMEBODYELSE");
    assertFails(
        Opened.freshRoot(),
        configuration,
        "does not accept the keys of s3.access-key and s3.secret-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void wrongSecretKey_isSaidToBeOne(String client) {
    Map<String, String> configuration = Opened.patient(S3Server.endpoint(), client);
    configuration.put("s3.secret-key", "another-secret-that-nobody-may-see");
    assertFails(
        Opened.freshRoot(),
        configuration,
        "does not accept the keys of s3.access-key and s3.secret-key",
        "SignatureDoesNotMatch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void nobodyAtTheEndpoint_isSaid(String client) throws IOException {
    URI endpoint;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      endpoint = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertFails(
        Opened.freshRoot(),
        Opened.impatient(endpoint, client),
        "nothing answers at " + endpoint + ": correct s3.endpoint, or start the server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void hostThatNobodyKnows_isSaid(String client) {
    assertFails(
        Opened.freshRoot(),
        Opened.impatient(URI.create("http://s3.invalid:9000"), client),
        "the host of http://s3.invalid:9000 is not known: correct s3.endpoint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void serverThatAcceptsAndIsSilent_isGivenUp(String client) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, String> configuration =
          Opened.impatient(URI.create("http://127.0.0.1:" + silent.getLocalPort()), client);
      configuration.put("s3.retry.max-attempts", "2");
      assertFails(Opened.freshRoot(), configuration, "did not answer in time");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403 Forbidden, RequestTimeTooSkewed, clock is too far from the server's: set it",
    "400 Bad Request, ExpiredToken, has expired or is not valid: get new temporary credentials",
    "403 Forbidden, InvalidAccessKeyId, correct the access key and the secret key",
    "403 Forbidden, AccessDenied, may not do this: give s3:ListBucket",
    "301 Moved Permanently, PermanentRedirect, in another region: correct s3.region",
    "400 Bad Request, AuthorizationHeaderMalformed, in another region: correct s3.region"
  })
  void refusal_saysWhatToDo(String status, String code, String remedy) {
    for (String client : new String[] {"sdk2", "sdk1"}) {
      Map<String, String> configuration = Opened.patient(proxy.endpoint(), client);
      configuration.put("s3.session-token", "a-token-that-nobody-may-see");
      proxy.answer(status, withSecrets(FaultyProxy.error(code), configuration));
      assertFails(Opened.freshRoot(), configuration, remedy, "status " + status.substring(0, 3));
    }
    assertThat(proxy.requests()).as("such an error is not worth another try").hasSize(2);
  }

  /** As servers do when they explain why a signature is not right. */
  private static String withSecrets(String error, Map<String, String> configuration) {
    return error.replace(
        "</Error>",
        "<AWSAccessKeyId>"
            + configuration.get("s3.access-key")
            + "</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256 x-amz-security-token:"
            + configuration.get("s3.session-token")
            + "</StringToSign></Error>");
  }

  @Test
  void opening_asksOnceAndChangesNothing() {
    Opened.open(Opened.freshRoot(), Opened.patient(proxy.endpoint(), "sdk2")).close();

    assertThat(proxy.operations()).containsExactly("List");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://AKIDUSER:topsecret@bucket/jobs",
        "s3:///jobs",
        "s3:jobs",
        "s3://bucket/a//b",
        "s3://bucket/a/../b",
        "s3://bucket/jobs?x=1",
        "s3://bucket/jobs#x",
        "s3://bucket:9000/jobs"
      })
  void rootThatIsNone_isRefusedWithoutShowingASecret(String root) {
    assertThatThrownBy(() -> Opened.open(URI.create(root), S3Server.configuration()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("write s3://bucket/prefix")
        .hasMessageNotContaining("topsecret")
        .hasMessageNotContaining("AKIDUSER");
  }

  @Test
  void rootInTheBucketItself_works() {
    try (SnapshotStorage storage = Opened.openPlain(URI.create("s3://" + S3Server.BUCKET))) {
      Opened.put(storage, "in-the-bucket-itself", new byte[3]);
      assertThat(storage.root()).isEqualTo(URI.create("s3://" + S3Server.BUCKET));
      assertThat(Opened.names(storage)).contains("in-the-bucket-itself");
      storage.delete(List.of("in-the-bucket-itself"));
    }
  }

  @Test
  void contradictions_areRefused() {
    assertRefused("s3.profile", "other", "set one of");
    assertRefused("s3.anonymous", "true", "set one of");
    assertRefused("s3.encryption.kms-key-id", "key", "s3.encryption.algorithm is not aws-kms");
    assertRefused("s3.endpoint", "http://AKIDUSER:topsecret@127.0.0.1", "holds credentials");
    assertRefused("s3.endpoint", "localhost:9000", "write https://host:port");
    Map<String, String> half = S3Server.configuration();
    half.remove("s3.secret-key");
    assertThatThrownBy(() -> Opened.open(Opened.freshRoot(), half))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("go together");
  }

  @Test
  void valuesThatAreNone_areRefusedAndTheRightOnesNamed() {
    assertRefused("s3.encryption.algorithm", "rot13", "aes256");
    assertRefused("s3.storage-class", "deep-archive", "standard-ia");
    assertRefused("s3.client", "sdk3", "sdk2");
    assertRefused("s3.request-checksums", "never", "when-required");
    assertRefused("s3.create-if-absent", "hope", "check-then-put");
    assertRefused("s3.part-size", "1 mb", "s3.part-size");
    assertRefused("s3.region", "eu west", "s3.region");
    assertRefused("s3.region", "", "s3.region");
  }

  private static void assertRefused(String key, String value, String reason) {
    Map<String, String> configuration = S3Server.configuration();
    configuration.put(key, value);
    assertThatThrownBy(() -> Opened.open(Opened.freshRoot(), configuration))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("topsecret");
  }

  private static void assertFails(URI root, Map<String, String> configuration, String... words) {
    assertThatThrownBy(() -> Opened.open(root, configuration))
        .isInstanceOf(StorageException.class)
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("Cannot open the storage under " + root)
        .satisfies(e -> assertThat(e.getMessage()).contains(words))
        .satisfies(e -> Secrets.assertNoneIn(Secrets.all(e), configuration));
  }
}
