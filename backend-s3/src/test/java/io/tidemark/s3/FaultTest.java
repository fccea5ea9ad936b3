package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the network does, nothing is lost and nothing half-written is visible. */
@Timeout(120)
class FaultTest {

  private FaultyProxy proxy;
  private URI root;

  @BeforeEach
  void start() throws Exception {
    proxy = FaultyProxy.before(S3Server.endpoint());
    root = Opened.freshRoot();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
  }

  static Stream<Arguments> faults() {
    return EnumSet.complementOf(EnumSet.of(Fault.NONE)).stream()
        .flatMap(fault -> Stream.of("sdk2", "sdk1").map(client -> Arguments.of(fault, client)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("faults")
  void faultOfEachKindOfRequest_isOvercome(Fault fault, String client) {
    Set<String> faulty = ConcurrentHashMap.newKeySet();
    proxy.plan(request -> faulty.add(request.operation()) ? fault : Fault.NONE);
    byte[] small = Opened.content("small", 1000);
    byte[] large = Opened.content("large", Opened.LARGE);

    try (SnapshotStorage storage = fault == Fault.STALL ? openImpatient(client) : open(client)) {
      Opened.put(storage, "small", small);
      Opened.put(storage, "large", large);
      faulty.remove("PutObject");
      assertThat(storage.createIfAbsent("epochs/1", small)).isTrue();
      faulty.remove("PutObject");
      assertThat(storage.createIfAbsent("epochs/2", small)).isTrue();
      assertThat(storage.createIfAbsent("epochs/1", new byte[10])).isFalse();
      assertThat(Opened.get(storage, "small")).isEqualTo(small);
      faulty.remove("Get");
      assertThat(Opened.get(storage, "large")).isEqualTo(large);
      faulty.remove("List");
      assertThat(Opened.names(storage)).containsExactly("epochs/1", "epochs/2", "large", "small");
      try (BlobWriter<StoredBlob> abandoned = storage.write("abandoned")) {
        abandoned.write(large, 0, large.length);
        assertThat(storage.collectLeftovers(Long.MAX_VALUE, true))
            .extracting(StoredBlob::name)
            .contains("abandoned");
      }
      // An upload whose beginning, or dropping, nobody heard of.
      storage.collectLeftovers(Long.MAX_VALUE, false);
      assertThat(storage.collectLeftovers(Long.MAX_VALUE, true)).isEmpty();
      faulty.remove("Delete");
      storage.delete(List.of("small", "epochs/2"));
      assertThat(Opened.names(storage)).containsExactly("epochs/1", "large");
    }
    assertThat(faulty)
        .as("kinds of requests that were tried")
        .contains(
            "PutObject",
            "CreateUpload",
            "UploadPart",
            "Complete",
            "Abort",
            "ListUploads",
            "ListParts",
            "Get",
            "List",
            "Delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void serverThatIsNeverWell_givesARetryableErrorAndNothingVisible(String client) {
    byte[] large = Opened.content("large", Opened.LARGE);
    try (SnapshotStorage storage = open(client)) {
      for (Fault fault : List.of(Fault.SLOW_DOWN, Fault.RESET, Fault.ERROR_IN_SUCCESS)) {
        proxy.plan(request -> fault);
        assertFailsForNow(() -> Opened.put(storage, "small", new byte[10]));
        assertFailsForNow(() -> Opened.put(storage, "large", large));
        assertFailsForNow(() -> storage.createIfAbsent("epochs/1", new byte[10]));
        assertFailsForNow(() -> Opened.get(storage, "small"));
        assertFailsForNow(() -> Opened.names(storage));
        assertFailsForNow(() -> storage.delete(List.of("small")));
        proxy.plan(request -> Fault.NONE);
      }
    }
    try (SnapshotStorage plain = Opened.openPlain(root)) {
      assertThat(Opened.names(plain)).isEmpty();
      assertThat(plain.collectLeftovers(Long.MAX_VALUE, false)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void writeThatFailed_leavesNothingToCommit(String client) {
    byte[] large = Opened.content("large", Opened.LARGE);
    try (SnapshotStorage storage = open(client);
        BlobWriter<StoredBlob> writer = storage.write("large")) {
      proxy.plan(request -> Fault.SLOW_DOWN);
      assertFailsForNow(() -> writer.write(large, 0, large.length));
      proxy.plan(request -> Fault.NONE);
      assertThatThrownBy(writer::commit)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("'large'");
      assertThat(Opened.names(storage)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void partThatIsNeverSent_failsTheBlobAndDropsTheRest(String client) {
    proxy.plan(
        request ->
            request.operation().equals("UploadPart") && request.target().contains("partNumber=2")
                ? Fault.SLOW_DOWN
                : Fault.NONE);
    byte[] large = Opened.content("large", Opened.LARGE);
    try (SnapshotStorage storage = open(client)) {
      assertFailsForNow(() -> Opened.put(storage, "large", large));
      assertThat(Opened.names(storage)).isEmpty();
      assertThat(storage.collectLeftovers(Long.MAX_VALUE, true)).isEmpty();
    }
    assertThat(proxy.operations()).contains("Abort");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void downloadThatIsAlwaysCut_givesNoByteBeyondTheCut(String client) {
    byte[] content = Opened.content("a", 100_000);
    try (SnapshotStorage storage = open(client)) {
      Opened.put(storage, "a", content);
      for (Fault fault : List.of(Fault.TRUNCATE, Fault.ERROR_IN_SUCCESS)) {
        proxy.plan(request -> request.operation().equals("Get") ? fault : Fault.NONE);
        assertFailsForNow(() -> Opened.get(storage, "a"));
      }
      proxy.plan(request -> Fault.NONE);
      assertThat(Opened.get(storage, "a")).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void lostAnswers_neverMakeTwoWinners(String client) {
    try (SnapshotStorage storage = open(client);
        SnapshotStorage rival = open(client)) {
      assertThat(storage.createIfAbsent("first", new byte[1])).isTrue();
      for (int i = 0; i < 5; i++) {
        String name = "epochs/" + i;
        byte[] content = Opened.content(name, 100);
        AtomicInteger losses = new AtomicInteger(2);
        proxy.plan(request -> losses.getAndDecrement() > 0 ? Fault.LOST_ANSWER : Fault.NONE);
        assertThat(storage.createIfAbsent(name, content)).isTrue();
        losses.set(1);
        assertThat(rival.createIfAbsent(name, Opened.content("rival", 100))).isFalse();
        assertThat(Opened.get(rival, name)).isEqualTo(content);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sdk2", "sdk1"})
  void randomFaults_loseNothingAndShowNothingHalf(String client) {
    long seed = Long.getLong("tidemark.s3.seed", 7);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, byte[]> written = new TreeMap<>();
    Map<String, byte[]> perhaps = new TreeMap<>();
    try (SnapshotStorage storage = openImpatient(client)) {
      proxy.plan(
          request -> {
            synchronized (random) {
              return random.nextInt(4) > 0
                  ? Fault.NONE
                  : Fault.values()[random.nextInt(Fault.values().length)];
            }
          });
      for (int i = 0; i < 16; i++) {
        String name = "job/" + i;
        byte[] content = Opened.content(name, i % 8 == 0 ? Opened.LARGE : 1_000 * i);
        try {
          if (i % 3 == 0) {
            assertThat(storage.createIfAbsent(name, content)).isTrue();
          } else {
            Opened.put(storage, name, content);
          }
          written.put(name, content);
        } catch (StorageException e) {
          assertThat(e.isRetryable()).as("seed %d: %s", seed, e).isTrue();
          perhaps.put(name, content);
        }
      }
    }
    try (SnapshotStorage plain = Opened.openPlain(root)) {
      List<String> names = Opened.names(plain);
      assertThat(names).as("seed %d", seed).containsAll(written.keySet());
      assertThat(written).as("seed %d", seed).isNotEmpty();
      for (String name : names) {
        assertThat(Opened.get(plain, name))
            .as("seed %d, %s", seed, name)
            .isEqualTo(written.containsKey(name) ? written.get(name) : perhaps.get(name));
      }
    }
  }

  private SnapshotStorage open(String client) {
    return Opened.open(root, Opened.patient(proxy.endpoint(), client));
  }

  /** For answers that never come; it tries often, since a slow machine's may come late, too. */
  private SnapshotStorage openImpatient(String client) {
    Map<String, String> configuration = Opened.impatient(proxy.endpoint(), client);
    configuration.put("s3.retry.max-attempts", "30");
    return Opened.open(root, configuration);
  }

  private static void assertFailsForNow(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue())
        .satisfies(e -> Secrets.assertNoneIn(Secrets.all(e), S3Server.configuration()));
  }
}
