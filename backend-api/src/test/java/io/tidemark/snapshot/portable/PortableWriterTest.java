package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Seed;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSchema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortableWriterTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, 15);
  private static final PortableOptions FOUR_BY_ONE = new PortableOptions(true, 500, 1_000, 4, 1);
  private static final PortableOptions FOUR_AT_A_TIME = new PortableOptions(true, 500, 1_000, 4, 4);

  private final Seed seed = Seed.of(PortableWriterTest.class);
  private final Random random = seed.random();
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final List<Row> rows = Rows.random(random, 800, 0, ALL.size(), 60);

  @Test
  void everyExecutor_givesTheSameBytes() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      Executor refusing =
          task -> {
            throw new RejectedExecutionException();
          };
      List<ByteBuffer> expected = bytesOf(write(refusing, Rows.source(rows)));
      assertThat(expected).hasSize(16);
      assertThat(bytesOf(write(task -> {}, Rows.source(rows)))).isEqualTo(expected);
      assertThat(bytesOf(write(Runnable::run, Rows.source(rows)))).isEqualTo(expected);
      assertThat(bytesOf(write(one, Rows.source(rows)))).isEqualTo(expected);
      assertThat(bytesOf(write(many, Rows.source(rows)))).isEqualTo(expected);
    } finally {
      one.shutdownNow();
      many.shutdownNow();
    }
  }

  @Test
  void spans_areWrittenAtTheSameTime() {
    ExecutorService many = Executors.newFixedThreadPool(3);
    try {
      CountDownLatch four = new CountDownLatch(4);
      write(
          many,
          (keyGroup, out) -> {
            four.countDown();
            await(four);
            Rows.source(rows).writeKeyGroup(keyGroup, out);
          });
      assertThat(blobs.threads()).hasSizeGreaterThan(1);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void blobsBeyondTheProcessors_waitToBeFilled() {
    ExecutorService many = Executors.newFixedThreadPool(3);
    try {
      AtomicInteger filled = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      write(
          new PortableWriter(FOUR_BY_ONE, many),
          (keyGroup, out) -> {
            most.accumulateAndGet(filled.incrementAndGet(), Math::max);
            for (int i = 0; i < 1_000; i++) {
              Thread.yield();
            }
            Rows.source(rows).writeKeyGroup(keyGroup, out);
            filled.decrementAndGet();
          });
      assertThat(most).hasValue(1);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void blobThatIsCommitted_leavesItsProcessorToTheNext() {
    ExecutorService many = Executors.newFixedThreadPool(3);
    try {
      CountDownLatch two = new CountDownLatch(2);
      blobs.beforeCommit(
          () -> {
            two.countDown();
            await(two);
          });
      assertThat(write(new PortableWriter(FOUR_BY_ONE, many), Rows.source(rows))).hasSize(16);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void failingSource_leavesItsProcessorToLaterWrites() {
    PortableWriter writer = new PortableWriter(FOUR_BY_ONE, Runnable::run);
    assertThatThrownBy(
            () ->
                write(
                    writer,
                    (keyGroup, out) -> {
                      throw new CancellationException("closed");
                    }))
        .hasMessage("closed");

    assertThat(write(writer, Rows.source(rows))).hasSize(16);
  }

  @Test
  void interruptWhileOthersFill_endsTheWork() throws Exception {
    PortableWriter writer = new PortableWriter(FOUR_BY_ONE, Runnable::run);
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch filling = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try {
      Future<?> filled =
          other.submit(
              () ->
                  write(
                      writer,
                      (keyGroup, out) -> {
                        filling.countDown();
                        await(interrupted);
                      }));
      await(filling);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> write(writer, Rows.source(rows)))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("Interrupted");
      assertThat(Thread.interrupted()).isTrue();
      interrupted.countDown();
      filled.get();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void blobs_coverTheRangeInOrderAndHoldItsEntries() {
    List<BlobUse> uses = write(Runnable::run, Rows.source(rows));

    List<Row> found = new ArrayList<>();
    int next = 0;
    for (BlobUse use : uses) {
      assertThat(use.keyGroups().first()).isEqualTo(next);
      assertThat(use.added()).isTrue();
      assertThat(use.schema()).isEqualTo(7);
      next = use.keyGroups().last() + 1;
      PortableBlob.load(use, Rows.SCHEMA, ALL, blobs)
          .forEach(ALL, entry -> found.add(Row.of(entry)));
    }
    assertThat(next).isEqualTo(ALL.size());
    assertThat(found).isEqualTo(rows);
  }

  @Test
  void failingCommit_endsAllAndLeavesNoWriterOpen() {
    ExecutorService many = Executors.newFixedThreadPool(3);
    try {
      blobs.failCommit(5);
      assertThatThrownBy(() -> write(many, Rows.source(rows)))
          .isInstanceOf(StorageException.class)
          .hasMessage("The disk is full");
      assertThat(blobs.openWriters()).isZero();
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void failingSource_endsAllAndLeavesNoWriterOpen() {
    ExecutorService many = Executors.newFixedThreadPool(3);
    try {
      assertThatThrownBy(
              () ->
                  write(
                      many,
                      (keyGroup, out) -> {
                        Rows.source(rows).writeKeyGroup(keyGroup, out);
                        if (keyGroup == 9) {
                          throw new CancellationException("closed");
                        }
                      }))
          .isInstanceOf(CancellationException.class)
          .hasMessage("closed");
      assertThat(blobs.openWriters()).isZero();
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void tinyState_isATinyBlob() {
    StoreSchema schema =
        new StoreSchema(
            Scalar.LONG,
            List.of(new StateSchema("n", StateKind.VALUE, Scalar.UNIT, null, Scalar.LONG, false)));
    List<BlobUse> uses =
        new PortableWriter(PortableOptions.DEFAULT, Runnable::run)
            .write(
                blobs,
                BlobScope.EXCLUSIVE,
                schema,
                0,
                KeyGroupRange.all(128),
                keyGroup -> 18,
                (keyGroup, out) -> {
                  if (keyGroup == 77) {
                    out.section(0, Operation.PUT);
                    out.beginEntry().writeLong(1);
                    out.value().writeLong(2);
                    out.endEntry();
                  }
                });

    assertThat(uses).hasSize(1);
    assertThat(uses.get(0).blob().length()).isLessThan(80);
  }

  @Test
  void bytesThatShrink_areCompressed_andOthersStoredAsTheyAre() {
    assertThat(sizeOf(new byte[100_000], true)).isLessThan(2_000);
    assertThat(sizeOf(new byte[100_000], false)).isGreaterThan(100_000);
    byte[] noise = new byte[100_000];
    random.nextBytes(noise);
    assertThat(sizeOf(noise, true)).isBetween(100_000L, 100_200L);
    byte[] half = noise.clone();
    for (int i = 0; i < half.length; i += 100) {
      Arrays.fill(half, i, i + 50, (byte) 7);
    }
    assertThat(sizeOf(half, true)).isLessThan(60_000);
  }

  @Test
  void entryLargerThanABlock_isKept() {
    Row large = new Row(3, "value", Operation.PUT, "k", "", "", 0, "x".repeat(3 << 20));
    List<BlobUse> uses = write(Runnable::run, Rows.source(List.of(large)));

    List<Row> found = new ArrayList<>();
    PortableBlob.load(uses.get(0), Rows.SCHEMA, ALL, blobs)
        .forEach(ALL, entry -> found.add(Row.of(entry)));
    assertThat(found).containsExactly(large);
  }

  private long sizeOf(byte[] value, boolean compress) {
    return new PortableWriter(PortableOptions.DEFAULT.withCompression(compress), Runnable::run)
        .write(
            blobs,
            BlobScope.EXCLUSIVE,
            Rows.SCHEMA,
            0,
            KeyGroupRange.of(0, 0),
            keyGroup -> 0,
            (keyGroup, out) -> {
              out.section(0, Operation.PUT);
              out.beginEntry();
              out.value().writeBytes(value);
              out.endEntry();
            })
        .get(0)
        .blob()
        .length();
  }

  private List<BlobUse> write(Executor executor, EntrySource source) {
    return write(new PortableWriter(FOUR_AT_A_TIME, executor), source);
  }

  private List<BlobUse> write(PortableWriter writer, EntrySource source) {
    return writer.write(blobs, BlobScope.EXCLUSIVE, Rows.SCHEMA, 7, ALL, keyGroup -> 1_000, source);
  }

  private List<ByteBuffer> bytesOf(List<BlobUse> uses) {
    return uses.stream().map(use -> ByteBuffer.wrap(blobs.bytes(use.blob()))).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
