package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot folds what is due while it uploads what is new. */
class FoldBesideUploadTest {

  private static final int KEYS = 60_000;
  private static final int SNAPSHOTS_AT_MOST = 40;

  @TempDir Path directory;

  @Test
  void uploadThatTakesItsTime_doesNotKeepFoldsFromGoingOn() {
    int folding = run(directory.resolve("once"), SNAPSHOTS_AT_MOST, blobs -> blobs);

    CountDownLatch twoBlobs = new CountDownLatch(2);
    run(directory.resolve("again"), folding, blobs -> new Gate(blobs, twoBlobs));

    assertThat(twoBlobs.getCount()).isZero();
  }

  /** Makes the sink of the last snapshot. */
  @FunctionalInterface
  private interface LastSink {
    BlobSink over(BlobSink blobs);
  }

  /**
   * Takes snapshots until one uploads a run of all key groups and a base of some.
   *
   * @return the number of the last snapshot
   */
  private static int run(Path directory, int last, LastSink lastSink) {
    SplittableRandom random = new SplittableRandom(3);
    RandomValues values = new RandomValues(random);
    InMemoryBlobs blobs = new InMemoryBlobs();
    try (Stores stores = new Stores(directory);
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      Stores.incremental(store, 1, blobs);
      for (int id = 2; id <= last; id++) {
        int from = random.nextInt(KEYS * 9 / 10);
        values.change(stores, store, from, from + KEYS / 10);
        StoreSnapshot snapshot =
            Stores.incremental(store, id, id == last ? lastSink.over(blobs) : blobs);
        if (isOfOneRunAndOneBase(snapshot)) {
          values.requireIn(snapshot, stores, blobs);
          return id;
        }
      }
    }
    throw new AssertionError("No snapshot uploads a run and a base");
  }

  private static boolean isOfOneRunAndOneBase(StoreSnapshot snapshot) {
    List<BlobUse> added = snapshot.blobs().stream().skip(1).filter(BlobUse::added).toList();
    return added.size() == 2
        && added.stream().filter(use -> use.keyGroups().equals(Stores.ALL)).count() == 1;
  }

  /** Completes no file before two are under way. */
  private record Gate(BlobSink blobs, CountDownLatch twoBlobs) implements BlobSink {

    @Override
    public BlobWriter<BlobRef> create(BlobScope scope) {
      BlobWriter<BlobRef> writer = blobs.create(scope);
      if (scope == BlobScope.EXCLUSIVE) {
        return writer;
      }
      twoBlobs.countDown();
      return new BlobWriter<>() {
        @Override
        public void write(byte[] source, int offset, int length) {
          writer.write(source, offset, length);
        }

        @Override
        public BlobRef commit() {
          await();
          return writer.commit();
        }

        @Override
        public void close() {
          writer.close();
        }
      };
    }

    private void await() {
      try {
        assertThat(twoBlobs.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
