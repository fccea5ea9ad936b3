package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.SupportsLink;
import io.tidemark.testkit.InMemoryBlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Full snapshots between incremental ones: the same files, but none that another snapshot has. */
class FullSnapshotTest {

  private static final int KEYS = 20_000;
  private static final long ALL_BYTES = KEYS * RandomValues.ENTRY_BYTES;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(5);
  private final RandomValues values = new RandomValues(random);
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final ConcurrentLinkedQueue<Path> linked = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Path> refused = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusedLinks = new AtomicInteger();
  private final AtomicInteger copying = new AtomicInteger();
  private final AtomicInteger mostCopying = new AtomicInteger();

  @Test
  void fullSnapshot_namesNothingOfEarlierOnes_andIsWhole() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      StoreSnapshot first = Stores.incremental(store, 1, blobs);
      values.change(stores, store, 0, KEYS / 10);
      StoreSnapshot full = full(store, 2);

      Set<BlobRef.Stored> earlier = new HashSet<>(stored(first));
      assertThat(stored(full)).doesNotContainAnyElementsOf(earlier);
      assertThat(full.blobs()).allMatch(BlobUse::added);
      assertThat(full.totalBytes()).isLessThan(ALL_BYTES * 13 / 10);
      earlier.forEach(blobs::remove);
      values.requireIn(full, stores, blobs);
    }
  }

  @Test
  void snapshotAfterAFullOne_buildsOnItAlone() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      StoreSnapshot first = Stores.incremental(store, 1, blobs);
      full(store, 2);
      values.change(stores, store, 0, KEYS / 10);
      StoreSnapshot third = Stores.incremental(store, 3, blobs);

      assertThat(stored(third)).doesNotContainAnyElementsOf(stored(first));
      assertThat(third.addedBytes()).isLessThan(ALL_BYTES * 13 / 100);
      values.requireIn(third, stores, blobs);
    }
  }

  @Test
  void manyFullSnapshots_stayBelowTwiceWhatIsLive() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      for (int id = 1; id <= 12; id++) {
        int from = random.nextInt(KEYS * 7 / 10);
        values.change(stores, store, from, from + KEYS * 3 / 10);
        StoreSnapshot full = full(store, id);

        assertThat(full.totalBytes()).isLessThan(2 * ALL_BYTES);
        if (id % 4 == 0) {
          values.requireIn(full, stores, blobs);
        }
      }
    }
  }

  @Test
  void fullSnapshot_copiesFilesThatAnEarlierOneHas() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      Stores.snapshot(store, 1, Mode.INCREMENTAL, new Linking());
      store.snapshotCompleted(1);
      Set<Path> ofFirst = Set.copyOf(linked);
      linked.clear();
      values.change(stores, store, 0, 100);
      Stores.snapshot(store, 2, Mode.FULL, new Linking());

      assertThat(ofFirst).isNotEmpty();
      assertThat(linked).hasSize(1).doesNotContainAnyElementsOf(ofFirst);
    }
  }

  @Test
  void fileThatChangedOnTheDisk_isNotCopied() throws IOException {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, 100);
      Stores.snapshot(store, 1, Mode.INCREMENTAL, new Linking());
      store.snapshotCompleted(1);
      Path damaged = linked.element();
      try (FileChannel file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {'?'}), 100);
      }

      assertThatThrownBy(() -> Stores.snapshot(store, 2, Mode.FULL, blobs))
          .isInstanceOf(StateBackendException.class)
          .hasMessageContaining(damaged.toString());
    }
  }

  @Test
  void filesThatAnEarlierSnapshotHas_areCopiedByHalfOfTheProcessors() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      Stores.snapshot(store, 1, Mode.INCREMENTAL, new Linking());
      store.snapshotCompleted(1);
      // Several times: whether more threads would come in time to help is up to the system.
      for (int id = 2; id < 12; id++) {
        Stores.snapshot(store, id, Mode.FULL, new Linking());
        store.snapshotCompleted(id);

        assertThat(mostCopying)
            .hasValueBetween(1, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
      }
    }
  }

  /** After a sync that failed, the next one of the same file can succeed for nothing. */
  @Test
  void fileThatCouldNotBeLinked_isCopiedByTheNextSnapshot() {
    try (Stores stores = stores();
        KeyedStore<Long> store = stores.open(Serializers.LONG)) {
      values.change(stores, store, 0, KEYS);
      refusedLinks.set(1);
      assertThatThrownBy(() -> Stores.snapshot(store, 1, Mode.INCREMENTAL, new Linking()))
          .isInstanceOf(StorageException.class);
      store.snapshotDiscarded(1);
      assertThat(refused).hasSize(1);

      StoreSnapshot next = Stores.snapshot(store, 2, Mode.INCREMENTAL, new Linking());

      assertThat(linked).isNotEmpty().doesNotContainAnyElementsOf(refused);
      values.requireIn(next, stores, blobs);
    }
  }

  /** With little memory, so that there are several runs. */
  private Stores stores() {
    return new Stores(directory, "state.backend.rocksdb.memory.fixed-per-tm", "8 mb");
  }

  private StoreSnapshot full(KeyedStore<Long> store, long id) {
    StoreSnapshot snapshot = Stores.snapshot(store, id, Mode.FULL, blobs);
    store.snapshotCompleted(id);
    return snapshot;
  }

  private static List<BlobRef.Stored> stored(StoreSnapshot snapshot) {
    return snapshot.blobs().stream()
        .map(BlobUse::blob)
        .filter(BlobRef.Stored.class::isInstance)
        .map(BlobRef.Stored.class::cast)
        .toList();
  }

  /** Links whatever it is offered, and notes it. */
  private final class Linking implements BlobSink, SupportsLink<BlobScope, BlobRef> {

    @Override
    public BlobWriter<BlobRef> create(BlobScope scope) {
      BlobWriter<BlobRef> writer = blobs.create(scope);
      return scope == BlobScope.SHARED ? new Counted(writer, copying, mostCopying) : writer;
    }

    @Override
    public Optional<BlobRef> link(BlobScope scope, Path file, long length, int checksum) {
      if (refusedLinks.getAndDecrement() > 0) {
        refused.add(file);
        throw new StorageException("The disk is ill", true, null);
      }
      linked.add(file);
      try (BlobWriter<BlobRef> writer = blobs.create(scope)) {
        byte[] bytes = Files.readAllBytes(file);
        writer.write(bytes, 0, bytes.length);
        return Optional.of(writer.commit());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Counts the threads that write at the same time. */
  private record Counted(
      BlobWriter<BlobRef> writer, AtomicInteger writing, AtomicInteger mostWriting)
      implements BlobWriter<BlobRef> {

    @Override
    public void write(byte[] bytes, int offset, int length) {
      mostWriting.accumulateAndGet(writing.incrementAndGet(), Math::max);
      for (int i = 0; i < 100; i++) {
        Thread.yield();
      }
      writer.write(bytes, offset, length);
      writing.decrementAndGet();
    }

    @Override
    public BlobRef commit() {
      return writer.commit();
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
