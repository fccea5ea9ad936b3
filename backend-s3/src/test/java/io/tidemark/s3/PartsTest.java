package io.tidemark.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.s3.object.FetchedRange;
import io.tidemark.s3.object.ObjectClient;
import io.tidemark.s3.object.Payload;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StoredBlob;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many parts are under way at a time. */
@Timeout(60)
class PartsTest {

  private static final int PART = 1_000;
  private static final int PARALLELISM = 3;
  private static final int PARTS = 10;

  private final ExecutorService threads = Executors.newFixedThreadPool(PARALLELISM);
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);
  private final AtomicInteger fetched = new AtomicInteger();
  private final Connection connection = connection(threads);
  private final S3Storage storage = Opened.over(connection);

  @AfterEach
  void stop() {
    allowed.release(1_000);
    threads.shutdownNow();
  }

  private Connection connection(ExecutorService executor) {
    return new Connection(
        client(),
        executor,
        new Pause(),
        PART,
        PARALLELISM,
        PaceTest.slow(),
        Payload.Checksum.CRC32C);
  }

  /** One whose parts take until they are allowed to be done. */
  private ObjectClient client() {
    return (ObjectClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ObjectClient.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "beginUpload" -> "id";
                  case "uploadPart" -> {
                    begun.release();
                    allowed.acquire();
                    yield "tag";
                  }
                  case "completeUpload" -> 1L;
                  case "fetch" -> fetch((long) arguments[1], (int) arguments[2], arguments[3]);
                  default -> null;
                });
  }

  private FetchedRange fetch(long offset, int length, Object buffers) {
    fetched.incrementAndGet();
    begun.release();
    byte[] bytes = (byte[]) ((IntFunction<?>) buffers).apply(length);
    bytes[0] = (byte) (offset / PART);
    return new FetchedRange(bytes, length, PARTS * PART);
  }

  @Test
  void writer_waitsWhileAsManyPartsAreSentAsMayBe() throws Exception {
    CompletableFuture<StoredBlob> written =
        CompletableFuture.supplyAsync(
            () -> {
              try (BlobWriter<StoredBlob> writer = storage.write("a")) {
                writer.write(new byte[PARTS * PART], 0, PARTS * PART);
                return writer.commit();
              }
            });

    assertThat(begun.tryAcquire(PARALLELISM, 30, TimeUnit.SECONDS)).isTrue();
    for (int done = 1; done <= PARTS - PARALLELISM; done++) {
      assertThat(begun.availablePermits()).as("parts beyond %s", PARALLELISM).isZero();
      assertThat(connection.sending().availablePermits()).isZero();
      assertThat(written).isNotDone();
      allowed.release();
      assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
    allowed.release(PARALLELISM);

    assertThat(written.get(30, TimeUnit.SECONDS).length()).isEqualTo(PARTS * PART);
    assertThat(connection.sending().availablePermits()).isEqualTo(PARALLELISM);
  }

  @Test
  void reader_isAheadByAsManyPartsAsMayBeAndGivesThemBack() throws Exception {
    byte[] target = new byte[PART];
    try (BlobReader reader = storage.read("a", 0, PARTS * PART)) {
      assertThat(reader.read(target, 0, PART)).isEqualTo(PART);
      // The first by the reader itself, and one for each permit by other threads.
      assertThat(begun.tryAcquire(1 + PARALLELISM, 30, TimeUnit.SECONDS)).isTrue();
      assertThat(fetched).hasValue(1 + PARALLELISM);
      for (int part = 1; part < PARTS; part++) {
        for (int at = 0; at < PART; ) {
          at += reader.read(target, at, PART - at);
        }
        assertThat(target[0]).isEqualTo((byte) part);
      }
      assertThat(reader.read(target, 0, 1)).isEqualTo(-1);
    }
    assertThat(fetched).as("each part once").hasValue(PARTS);
    assertThat(connection.fetching().availablePermits()).isEqualTo(PARALLELISM);
  }

  @Test
  void readerClosedEarly_givesBackWhatWasFetchedAhead() throws Exception {
    try (BlobReader reader = storage.read("a", 0, PARTS * PART)) {
      reader.read(new byte[1], 0, 1);
    }
    assertThat(connection.fetching().tryAcquire(PARALLELISM, 30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void systemThatHasNoThreadToGive_hasTheCallerSendAndFetch() {
    Connection alone = connection(new ThreadlessPool());
    S3Storage slower = Opened.over(alone);
    allowed.release(PARTS);
    try (BlobWriter<StoredBlob> writer = slower.write("a")) {
      writer.write(new byte[PARTS * PART], 0, PARTS * PART);
      assertThat(writer.commit().length()).isEqualTo(PARTS * PART);
    }
    int read = 0;
    try (BlobReader reader = slower.read("a", 0, PARTS * PART)) {
      byte[] target = new byte[PART];
      for (int count; (count = reader.read(target, 0, PART)) > 0; ) {
        read += count;
      }
    }

    assertThat(read).isEqualTo(PARTS * PART);
    assertThat(alone.sending().availablePermits()).isEqualTo(PARALLELISM);
    assertThat(alone.fetching().availablePermits()).isEqualTo(PARALLELISM);
  }

  private static final class ThreadlessPool extends AbstractExecutorService {

    @Override
    public void execute(Runnable task) {
      throw new OutOfMemoryError("unable to create native thread");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }
}
