package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.SnapshotCorruptException;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.List;
import java.util.Random;
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
    BlobSource source =
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
