package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes with the bytes of everything that is written: a blob, a part, a manifest. */
@Timeout(60)
class WritesTest {

  private final URI root = Opened.freshRoot();
  private FaultyProxy proxy;

  @AfterEach
  void stop() throws IOException {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "sdk2, aes256, AES256, ''",
    "sdk1, aes256, AES256, ''",
    "sdk2, aws-kms, aws:kms, ''",
    "sdk1, aws-kms, aws:kms, ''",
    "sdk2, aws-kms, aws:kms, arn:aws:kms:eu-west-1:1:key/k",
    "sdk1, aws-kms, aws:kms, arn:aws:kms:eu-west-1:1:key/k"
  })
  void encryption_isAskedForWithEveryObject(String client, String name, String header, String key)
      throws IOException {
    Map<String, String> settings =
        key.isEmpty()
            ? Map.of("s3.encryption.algorithm", name)
            : Map.of("s3.encryption.algorithm", name, "s3.encryption.kms-key-id", key);

    List<FaultyProxy.Request> made = writeOneOfEachKind(client, settings);

    assertThat(made)
        .allMatch(it -> it.header("x-amz-server-side-encryption").equals(header))
        .allMatch(it -> it.header("x-amz-server-side-encryption-aws-kms-key-id").equals(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void storageClass_isAskedForWithEveryObject(String client) throws IOException {
    List<FaultyProxy.Request> made =
        writeOneOfEachKind(client, Map.of("s3.storage-class", "standard-ia"));

    assertThat(made).allMatch(it -> it.header("x-amz-storage-class").equals("STANDARD_IA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void nothingAboutKeeping_isSaidUnlessItIsSet(String client) throws IOException {
    List<FaultyProxy.Request> made = writeOneOfEachKind(client, Map.of());

    assertThat(made)
        .noneMatch(it -> it.has("x-amz-server-side-encryption"))
        .noneMatch(it -> it.has("x-amz-storage-class"));
  }

  @ParameterizedTest
  @CsvSource({
    "sdk2, when-required, x-amz-content-sha256",
    "sdk2, when-supported, x-amz-checksum-crc32c",
    "sdk1, when-required, content-md5"
  })
  void bytesThatChangeOnTheirWay_areRefusedAndNeverVisible(
      String client, String checksums, String header) throws IOException {
    proxy = FaultyProxy.before(S3Server.endpoint());
    Map<String, String> settings = Map.of("s3.request-checksums", checksums);
    assertDamageIsRefused(client, settings, it -> it.header(header).length() > 7);
  }

  /** A server can check each chunk as it comes, and finds nothing but chunks in the body. */
  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void bodies_areSignedInChunksWithNothingBehindThem(String client) throws IOException {
    proxy = FaultyProxy.before(S3Server.endpoint());
    try (SnapshotStorage storage = open(client, Map.of())) {
      Opened.put(storage, "small", Opened.content("small", 1_000));
      Opened.put(storage, "large", Opened.content("large", Opened.LARGE));
    }
    assertThat(proxy.requests())
        .filteredOn(it -> it.method().equals("PUT"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(
            it ->
                it.header("x-amz-content-sha256").equals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
                    && !it.has("x-amz-trailer"));
  }

  /** Whose requests nobody signs, so that a checksum of its own has to go with the bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void bytesOfAnonymousUser_areCheckedAllTheSame(String client) throws IOException {
    proxy = FaultyProxy.before(S3Server.openEndpoint());
    assertDamageIsRefused(client, Map.of("s3.anonymous", "true"), it -> it.has("content-md5:"));
  }

  private void assertDamageIsRefused(
      String client, Map<String, String> settings, Predicate<FaultyProxy.Request> isChecked) {
    try (SnapshotStorage storage = open(client, settings)) {
      assertThat(storage.createIfAbsent("whole", new byte[10])).isTrue();
      proxy.forget();
      proxy.bodies(WritesTest::damaged);
      assertRefused(() -> Opened.put(storage, "small", Opened.content("small", 1_000)));
      assertRefused(() -> Opened.put(storage, "large", Opened.content("large", Opened.LARGE)));
      assertRefused(() -> storage.createIfAbsent("manifest", Opened.content("manifest", 1_000)));
      proxy.bodies(body -> body);
      assertThat(Opened.names(storage)).containsExactly("whole");
    }
    assertThat(proxy.requests())
        .filteredOn(it -> it.method().equals("PUT"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(isChecked);
  }

  private static void assertRefused(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(StorageException.class).hasMessageContaining("status 4");
  }

  private static byte[] damaged(byte[] body) {
    byte[] damaged = body.clone();
    // What is shorter is no bytes of a blob.
    if (body.length >= 1_000) {
      damaged[body.length / 2] ^= 1;
    }
    return damaged;
  }

  /** Returns the requests that made an object, or began to. */
  private List<FaultyProxy.Request> writeOneOfEachKind(String client, Map<String, String> settings)
      throws IOException {
    proxy = FaultyProxy.before(S3Server.openEndpoint());
    // The server keeps nothing encrypted, nor in classes.
    proxy.headers(it -> it.startsWith("x-amz-s") ? "" : it);
    try (SnapshotStorage storage = open(client, settings)) {
      Opened.put(storage, "small", Opened.content("small", 1_000));
      Opened.put(storage, "large", Opened.content("large", Opened.LARGE));
      assertThat(storage.createIfAbsent("manifest", Opened.content("manifest", 1_000))).isTrue();
    }
    assertThat(proxy.operations()).contains("UploadPart");
    List<FaultyProxy.Request> made =
        proxy.requests().stream()
            .filter(it -> List.of("PutObject", "CreateUpload").contains(it.operation()))
            .toList();
    assertThat(made)
        .extracting(FaultyProxy.Request::operation)
        .containsExactlyInAnyOrder(
            "PutObject", "CreateUpload", "PutObject", "PutObject", "PutObject");
    return made;
  }

  private SnapshotStorage open(String client, Map<String, String> settings) {
    Map<String, String> configuration = Opened.patient(proxy.endpoint(), client);
    configuration.putAll(settings);
    if (settings.containsKey("s3.anonymous")) {
      configuration.remove("s3.access-key");
      configuration.remove("s3.secret-key");
    }
    return Opened.open(root, configuration);
  }
}
