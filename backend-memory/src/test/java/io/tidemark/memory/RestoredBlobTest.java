package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.SupportsLateReads;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Large blobs of one state, which stay in their storage until the state is opened. */
class RestoredBlobTest {

  private static final StateDescriptor<ValueState<byte[]>> PICTURE =
      StateDescriptor.value("picture", Serializers.BYTES);
  private static final StateDescriptor<ValueState<byte[]>> SOUND =
      StateDescriptor.value("sound", Serializers.BYTES);
  private static final int KEYS = 200;
  private static final int VALUE_BYTES = 50_000;
  private static final long ALL_BYTES = (long) KEYS * VALUE_BYTES;
  private static final int INDEX_BYTES = 64 << 10;

  private final MemoryStores stores = new MemoryStores();

  @Test
  void largeBlobOfOneState_isReadOnceWhenTheStateIsOpened() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);

    KeyedStore<Long> store = stores.restore(Serializers.LONG, snapshot);
    long before = stores.blobs.bytesRead();
    assertThat(before).isLessThan(INDEX_BYTES);
    assertContents(store, PICTURE);

    assertThat(stores.blobs.bytesRead() - before).isBetween(ALL_BYTES, ALL_BYTES * 6 / 5);
    assertThat(stores.blobs.openReaders()).isZero();
  }

  @Test
  void largeBlobOfOneState_isNotInMemoryBesideItsEntries() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    stores.restore(Serializers.LONG, snapshot).state(PICTURE);

    long allocated = Allocation.of(() -> stores.restore(Serializers.LONG, snapshot).state(PICTURE));

    assertThat(allocated).isBetween(ALL_BYTES, ALL_BYTES * 3 / 2);
  }

  @Test
  void largeBlobOfSeveralStates_isReadOnceWhenTheStoreIsOpened() {
    StoreSnapshot snapshot = snapshotOf(PICTURE, SOUND);

    KeyedStore<Long> store = stores.restore(Serializers.LONG, snapshot);
    long before = stores.blobs.bytesRead();
    assertThat(before).isGreaterThan(2 * ALL_BYTES);
    assertContents(store, PICTURE);
    assertContents(store, SOUND);

    assertThat(stores.blobs.bytesRead()).isEqualTo(before);
  }

  @Test
  void stateThatIsNotOpened_outlivesTheSnapshotOnceItIsInAnother() {
    StoreSnapshot first = snapshotOf(PICTURE);
    KeyedStore<Long> store = stores.restore(Serializers.LONG, first);

    StoreSnapshot second = stores.snapshot(store, Mode.FULL);
    stores.blobs.remove(blobOf(first));
    StoreSnapshot third = stores.snapshot(store, Mode.FULL);

    assertContents(stores.restore(Serializers.LONG, second), PICTURE);
    assertContents(stores.restore(Serializers.LONG, third), PICTURE);
    assertContents(store, PICTURE);
  }

  @Test
  void failureOfTheStorage_leavesTheStateToBeOpenedAgain() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    boolean[] fails = new boolean[1];
    SupportsLateReads source =
        (blob, offset, length) -> {
          if (fails[0]) {
            throw new StorageException("Out of reach", true, null);
          }
          return stores.blobs.open(blob, offset, length);
        };
    KeyedStore<Long> store =
        stores.open(
            Serializers.LONG,
            KeyGroupRange.all(MemoryStores.MAX_PARALLELISM),
            new StoreRestore(List.of(snapshot), source, true));

    fails[0] = true;
    assertThatThrownBy(() -> store.state(PICTURE))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Out of reach");
    fails[0] = false;

    assertContents(store, PICTURE);
  }

  @Test
  void damage_isFoundWhenTheStateIsOpened() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    BlobRef.Stored blob = blobOf(snapshot);
    stores.blobs.flip(blob, ALL_BYTES / 2, 4);
    KeyedStore<Long> store = stores.restore(Serializers.LONG, snapshot);

    assertThatThrownBy(() -> store.state(PICTURE))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob.name());
    assertThat(stores.blobs.openReaders()).isZero();
    assertThatThrownBy(() -> stores.snapshot(store, Mode.FULL))
        .isInstanceOf(SnapshotCorruptException.class);
  }

  @Test
  void damageOfAStateThatIsNotOpened_declinesSnapshotsUntilItIsMended() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    BlobRef.Stored blob = blobOf(snapshot);
    stores.blobs.flip(blob, ALL_BYTES / 2, 4);
    KeyedStore<Long> store = stores.restore(Serializers.LONG, snapshot);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> stores.checkpoint(store))
          .isInstanceOf(SnapshotCorruptException.class)
          .hasMessageContaining(blob.name());
    }
    assertThat(stores.blobs.openReaders()).isZero();
    stores.blobs.flip(blob, ALL_BYTES / 2, 4);

    StoreSnapshot next = stores.checkpoint(store);
    assertThat(next.blobs()).extracting(BlobUse::blob).contains(blob);
    assertContents(stores.restore(Serializers.LONG, next), PICTURE);
  }

  @Test
  void blobThatIsNamedUnread_isReadOnceByTheFirstSnapshotAndNotKept() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    KeyedStore<Long> store = stores.restore(Serializers.LONG, snapshot);
    StoreCapture first = stores.capture(store, Mode.INCREMENTAL);
    long captured = stores.blobs.bytesRead();
    assertThat(captured).isLessThan(INDEX_BYTES);

    long allocated = Allocation.of(() -> first.write(stores.blobs));

    long written = stores.blobs.bytesRead();
    assertThat(written - captured).isBetween(ALL_BYTES, ALL_BYTES * 6 / 5);
    assertThat(allocated).isLessThan(ALL_BYTES / 2);
    first.close();
    store.snapshotCompleted(first.snapshotId());
    stores.checkpoint(store);
    assertThat(stores.blobs.bytesRead()).isEqualTo(written);
    assertContents(store, PICTURE);
  }

  @Test
  void blobOfAStateThatWasOpened_isNotReadByASnapshot() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    KeyedStore<Long> store = stores.restore(Serializers.LONG, snapshot);
    store.state(PICTURE);
    long opened = stores.blobs.bytesRead();

    StoreSnapshot next = stores.checkpoint(store);

    assertThat(next.blobs()).extracting(BlobUse::blob).contains(blobOf(snapshot));
    assertThat(stores.blobs.bytesRead()).isEqualTo(opened);
  }

  @Test
  void captureThatIsClosed_checksNothingMore() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    StoreCapture[] capture = new StoreCapture[1];
    SupportsLateReads source =
        (blob, offset, length) -> {
          if (capture[0] != null) {
            capture[0].close();
          }
          return stores.blobs.open(blob, offset, length);
        };
    KeyedStore<Long> store =
        stores.open(
            Serializers.LONG,
            KeyGroupRange.all(MemoryStores.MAX_PARALLELISM),
            new StoreRestore(List.of(snapshot), source, true));
    capture[0] = stores.capture(store, Mode.INCREMENTAL);

    assertThatThrownBy(() -> capture[0].write(stores.blobs))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("closed");

    assertThat(stores.blobs.bytesRead()).isLessThan(ALL_BYTES / 4);
  }

  @Test
  void sourceWithoutLateReads_isReadWhileTheStoreIsOpenedOnly() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    boolean[] opened = new boolean[1];
    BlobSource source =
        (blob, offset, length) -> {
          assertThat(opened[0]).as("%s is read late", blob).isFalse();
          return stores.blobs.open(blob, offset, length);
        };
    KeyedStore<Long> store =
        stores.open(
            Serializers.LONG,
            KeyGroupRange.all(MemoryStores.MAX_PARALLELISM),
            new StoreRestore(List.of(snapshot), source, true));
    opened[0] = true;

    stores.checkpoint(store);
    stores.snapshot(store, Mode.FULL);
    assertContents(store, PICTURE);
  }

  @Test
  void damageInASourceWithoutLateReads_isFoundWhenTheStoreIsOpened() {
    StoreSnapshot snapshot = snapshotOf(PICTURE);
    BlobRef.Stored blob = blobOf(snapshot);
    stores.blobs.flip(blob, ALL_BYTES / 2, 4);
    BlobSource source = stores.blobs::open;

    assertThatThrownBy(
            () ->
                stores.open(
                    Serializers.LONG,
                    KeyGroupRange.all(MemoryStores.MAX_PARALLELISM),
                    new StoreRestore(List.of(snapshot), source, true)))
        .isInstanceOf(SnapshotCorruptException.class)
        .hasMessageContaining(blob.name());
  }

  @SafeVarargs
  private StoreSnapshot snapshotOf(StateDescriptor<ValueState<byte[]>>... descriptors) {
    KeyedStore<Long> store = stores.open(Serializers.LONG);
    for (StateDescriptor<ValueState<byte[]>> descriptor : descriptors) {
      ValueState<byte[]> state = store.state(descriptor);
      for (long key = 0; key < KEYS; key++) {
        stores.select(store, key);
        state.update(value(descriptor, key));
      }
    }
    return stores.snapshot(store, Mode.FULL);
  }

  private void assertContents(
      KeyedStore<Long> store, StateDescriptor<ValueState<byte[]>> descriptor) {
    ValueState<byte[]> state = store.state(descriptor);
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      assertThat(state.value()).isEqualTo(value(descriptor, key));
    }
  }

  private static BlobRef.Stored blobOf(StoreSnapshot snapshot) {
    assertThat(snapshot.blobs()).hasSize(1);
    return (BlobRef.Stored) snapshot.blobs().get(0).blob();
  }

  private static byte[] value(StateDescriptor<?> descriptor, long key) {
    byte[] value = new byte[VALUE_BYTES];
    new Random(descriptor.name().hashCode() + key).nextBytes(value);
    return value;
  }
}
