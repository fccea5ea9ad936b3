package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializers;
import io.tidemark.snapshot.StoreSnapshotFormat;
import io.tidemark.spi.BlobReader;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What {@link KillTest} kills: it goes on from the last snapshot, whose contents it checks, changes
 * state for some rounds with a snapshot after each, and stops where it is told to wait for its end.
 */
final class KilledJob {

  /** Where it stops. */
  enum Moment {
    CAPTURE,
    UPLOAD,
    RESTORE,
    NEVER
  }

  static final int ROUNDS = 3;
  private static final int KEYS = 3_000;
  private static final int CHANGES = 1_000;

  private final Path directory;
  private final Moment moment;
  private final StoppingBlobs blobs;
  private int round;

  private KilledJob(Path directory, Moment moment) throws IOException {
    this.directory = directory;
    this.moment = moment;
    this.blobs = new StoppingBlobs(directory.resolve("blobs"));
  }

  public static void main(String[] arguments) throws IOException {
    new KilledJob(Path.of(arguments[0]), Moment.valueOf(arguments[1])).run();
  }

  private void run() throws IOException {
    StoreRestore restore = lastSnapshot();
    blobs.stopAtRead = moment == Moment.RESTORE;
    try (Stores stores = new Stores(directory.resolve("work"));
        KeyedStore<Long> store = stores.open(Serializers.LONG, Stores.ALL, restore)) {
      requireContents(stores, store);
      System.out.println("restored " + round);
      for (int last = round + ROUNDS; round < last; ) {
        round++;
        change(stores, store);
        boolean here = round == last;
        try (StoreCapture capture =
            store.capture(new CaptureRequest(round, CaptureRequest.Mode.INCREMENTAL))) {
          if (here && moment == Moment.CAPTURE) {
            stop();
          }
          blobs.stopAtWrite = here && moment == Moment.UPLOAD;
          keep(capture.write(blobs));
        }
        store.snapshotCompleted(round);
      }
    }
  }

  private StoreRestore lastSnapshot() throws IOException {
    Path file = directory.resolve("snapshot");
    if (!Files.exists(file)) {
      return StoreRestore.none();
    }
    StoreSnapshot snapshot = StoreSnapshotFormat.fromBytes(Files.readAllBytes(file), "snapshot");
    round = Integer.parseInt(Files.readString(directory.resolve("round")));
    return new StoreRestore(List.of(snapshot), blobs, true);
  }

  private void keep(StoreSnapshot snapshot) throws IOException {
    Path file = Files.write(directory.resolve("new"), StoreSnapshotFormat.toBytes(snapshot));
    Files.writeString(directory.resolve("round"), Integer.toString(round));
    Files.move(file, directory.resolve("snapshot"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void change(Stores stores, KeyedStore<Long> store) {
    ValueState<Long> values = store.state(StateDescriptor.value("value", Serializers.LONG));
    ListState<Long> lists = store.state(StateDescriptor.list("list", Serializers.LONG));
    changes(round)
        .forEach(
            key -> {
              stores.select(store, key);
              values.update(key + round);
              lists.add((long) round);
            });
  }

  private void requireContents(Stores stores, KeyedStore<Long> store) {
    List<List<Long>> expected = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      expected.add(new ArrayList<>());
    }
    for (int past = 1; past <= round; past++) {
      long added = past;
      changes(past).forEach(key -> expected.get(key.intValue()).add(added));
    }
    ValueState<Long> values = store.state(StateDescriptor.value("value", Serializers.LONG));
    ListState<Long> lists = store.state(StateDescriptor.list("list", Serializers.LONG));
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      List<Long> wanted = expected.get((int) key);
      Long last = wanted.isEmpty() ? null : Long.valueOf(key + wanted.get(wanted.size() - 1));
      if (!lists.get().equals(wanted) || !Objects.equals(values.value(), last)) {
        throw new AssertionError("Key " + key + ": " + values.value() + ", " + lists.get());
      }
    }
  }

  private static List<Long> changes(int round) {
    SplittableRandom random = new SplittableRandom(round);
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      keys.add((long) random.nextInt(KEYS));
    }
    return keys;
  }

  private void stop() {
    System.out.println("at " + moment);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Stops in the middle of the second blob that is written, or read. */
  private final class StoppingBlobs extends DurableBlobs {

    private final AtomicInteger blobs = new AtomicInteger();
    private volatile boolean stopAtWrite;
    private volatile boolean stopAtRead;

    StoppingBlobs(Path directory) throws IOException {
      super(directory);
    }

    @Override
    public BlobWriter<BlobRef> create(BlobScope scope) {
      BlobWriter<BlobRef> writer = super.create(scope);
      if (!stopAtWrite) {
        return writer;
      }
      return new BlobWriter<>() {
        @Override
        public void write(byte[] source, int offset, int length) {
          writer.write(source, offset, length / 2);
          stop();
        }

        @Override
        public BlobRef commit() {
          return writer.commit();
        }

        @Override
        public void close() {
          writer.close();
        }
      };
    }

    @Override
    public BlobReader open(BlobRef blob, long offset, long length) {
      BlobReader reader = super.open(blob, offset, length);
      if (!stopAtRead || blobs.incrementAndGet() < 2) {
        return reader;
      }
      return new BlobReader() {
        private boolean begun;

        @Override
        public int read(byte[] target, int start, int most) {
          if (begun) {
            stop();
          }
          begun = true;
          return reader.read(target, start, Math.max(1, most / 2));
        }

        @Override
        public void close() {
          reader.close();
        }
      };
    }
  }
}
