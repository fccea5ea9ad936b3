package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.config.Configuration;
import io.tidemark.s3.object.Answer;
import io.tidemark.s3.object.Answers;
import io.tidemark.s3.object.ObjectBody;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.ObjectException;
import io.tidemark.s3.object.Payload;
import io.tidemark.s3.policy.RequestPolicies;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import io.tidemark.testkit.Bytes;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which requests a reader sends, and what it does when an answer is slow, cut or damaged. */
@Timeout(60)
class ReadingTest {

  private static final int PART = 100_000;
  private static final int PARALLELISM = 2;
  private static final byte[] CONTENT = Opened.content("blob", 14 * PART + 1);
  private static final long TIMEOUT = Duration.ofSeconds(10).toNanos();

  private final ExecutorService threads = Executors.newFixedThreadPool(PARALLELISM);
  private final List<String> requests = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private long now;
  private long nanosPerRead = 1;
  private int cutAfter = Integer.MAX_VALUE;
  private final RequestPolicies policies =
      new RequestPolicies(
          Configuration.of(Map.of("s3.retry.max-attempts", "3")),
          MetricGroup.none(),
          this::clock,
          nanos -> {},
          new SplittableRandom(1));
  private final Connection connection =
      new Connection(
          policies.around(client()),
          threads,
          new Pause(),
          PART,
          PARALLELISM,
          new Pace(this::clock),
          Payload.Checksum.CRC32C);
  private final S3Storage storage = Opened.over(connection);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private synchronized long clock() {
    return now;
  }

  private ObjectClient client() {
    return (ObjectClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ObjectClient.class},
            (proxy, method, arguments) ->
                method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : open((long) arguments[1], (long) arguments[2]));
  }

  private synchronized ObjectBody open(long offset, long length) {
    long end = Math.min(CONTENT.length, length == Long.MAX_VALUE ? length : offset + length);
    requests.add(offset + "-" + (length == Long.MAX_VALUE ? "" : end));
    open.incrementAndGet();
    AtomicInteger once = new AtomicInteger(1);
    return new Answers(() -> 0, TIMEOUT)
        .body(
            new Answer(
                new Network(offset, end),
                () -> open.addAndGet(-once.getAndSet(0)),
                e -> ObjectException.unanswered("it broke off", e)),
            "bytes " + offset + "-" + (end - 1) + "/" + CONTENT.length,
            offset,
            length);
  }

  /** Bytes that take their time, and may break off. */
  private final class Network extends InputStream {

    private final InputStream bytes;
    private int left = cutAfter;

    Network(long offset, long end) {
      bytes = new ByteArrayInputStream(CONTENT, (int) offset, (int) (end - offset));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (left == 0) {
        throw new EOFException("broken");
      }
      synchronized (ReadingTest.this) {
        now += nanosPerRead;
      }
      int read = bytes.read(target, offset, Math.min(Math.min(count, 10_000), left));
      left -= read;
      return read;
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  private List<String> requests() {
    synchronized (this) {
      return List.copyOf(requests);
    }
  }

  private byte[] readAll(long offset, long length) {
    try (BlobReader reader = storage.read("blob", offset, length)) {
      return Bytes.readAll(reader);
    }
  }

  @Test
  void fastConnection_bringsABlobInOneRequest() {
    assertThat(readAll(0, CONTENT.length)).isEqualTo(CONTENT);
    assertThat(requests()).containsExactly("0-" + CONTENT.length);
    assertGivenBack();
  }

  @Test
  void unknownLength_isOneRequestToo() {
    assertThat(readAll(0, Long.MAX_VALUE)).isEqualTo(CONTENT);
    assertThat(requests()).containsExactly("0-");
    assertGivenBack();
  }

  @Test
  void slowConnection_isGivenUpForPartsThatAreFetchedAhead() {
    nanosPerRead = Duration.ofMillis(10).toNanos();

    assertThat(readAll(0, CONTENT.length)).isEqualTo(CONTENT);
    assertThat(requests())
        .startsWith("0-" + CONTENT.length)
        .as("after eight slow parts, the other six in a request each")
        .hasSize(7);
    assertThat(readAll(5, 10)).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 15));
    assertThat(requests()).endsWith("5-15");
    assertGivenBack();
  }

  @Test
  void answerThatBreaksOff_isGoneOnWithWhereItBroke() {
    cutAfter = 500_000;

    assertThat(readAll(0, CONTENT.length)).isEqualTo(CONTENT);
    assertThat(requests())
        .containsExactly(
            "0-" + CONTENT.length, "500000-" + CONTENT.length, "1000000-" + CONTENT.length);
    assertGivenBack();
  }

  @Test
  void answersThatBreakOffAtOnce_areTriedNoMoreThanOtherRequests() {
    cutAfter = 0;

    assertThatThrownBy(() -> readAll(0, CONTENT.length))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue());
    assertThat(requests()).hasSize(3);
    assertGivenBack();
  }

  @Test
  void blobThatEndsTooSoon_isCorrupt() {
    assertThatThrownBy(() -> readAll(0, CONTENT.length + 1))
        .isInstanceOf(SnapshotCorruptException.class);
    assertGivenBack();
  }

  @Test
  void moreReadersThanAnswersThatMayBeOpen_fetchPartsThemselves() {
    try (BlobReader first = storage.read("blob", 0, CONTENT.length);
        BlobReader second = storage.read("blob", 0, CONTENT.length);
        BlobReader third = storage.read("blob", 0, CONTENT.length)) {
      for (BlobReader reader : List.of(first, second, third)) {
        assertThat(reader.read(new byte[1], 0, 1)).isEqualTo(1);
      }
      assertThat(open).as("connections that are held").hasValue(PARALLELISM);
      assertThat(requests()).endsWith("0-" + PART);
      assertThat(Bytes.readAll(third)).hasSize(CONTENT.length - 1);
    }
    assertGivenBack();
  }

  private void assertGivenBack() {
    assertThat(open).as("connections that are held").hasValue(0);
    assertThat(connection.fetching().availablePermits()).isEqualTo(PARALLELISM);
  }
}
