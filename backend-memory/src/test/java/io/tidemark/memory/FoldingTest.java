package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The chain of an incremental snapshot stays short and cheap, whatever is changed. */
class FoldingTest {

  private static final Seed SEED = Seed.of(FoldingTest.class);
  private static final int KEYS = 40_000;
  private static final int VALUE_BYTES = 100;

  private final MemoryStores stores = new MemoryStores();
  private final KeyedStore<Long> store = stores.open(Serializers.LONG);
  private final ValueState<byte[]> state =
      store.state(StateDescriptor.value("state", Serializers.BYTES));
  private final Random random = SEED.random();

  @Test
  void manyIncrements_areKeptAsTwiceTheStateAndWriteNoMoreThanAllOfIt() {
    long full = fill();
    long changed = 0;
    long added = 0;
    for (int round = 0; round < 200; round++) {
      for (int i = 0; i < KEYS / 50; i++) {
        update(random.nextInt(KEYS));
      }
      changed += KEYS / 50 * (full / KEYS);
      StoreSnapshot snapshot = stores.checkpoint(store);
      added += snapshot.addedBytes();
      assertThat(snapshot.addedBytes()).as("round %d of %s", round, SEED).isLessThan(full);
      assertThat(snapshot.totalBytes()).as("round %d of %s", round, SEED).isLessThan(full * 17 / 8);
      assertThat(snapshot.blobs().stream().map(BlobUse::blob))
          .as("round %d of %s", round, SEED)
          .doesNotHaveDuplicates()
          .hasSizeLessThan(150);
    }
    assertThat(added).as("%s", SEED).isLessThan(changed * 5 / 2);
  }

  @Test
  void massDeletion_shrinksTheNextSnapshots() {
    long full = fill();
    for (long key = 0; key < KEYS; key++) {
      if (key % 100 != 0) {
        stores.select(store, key);
        state.clear();
      }
    }
    stores.checkpoint(store);
    StoreSnapshot later = stores.checkpoint(store);
    assertThat(later.totalBytes()).isLessThan(full / 20);
  }

  private long fill() {
    for (int key = 0; key < KEYS; key++) {
      update(key);
    }
    StoreSnapshot base = stores.checkpoint(store);
    assertThat(base.blobs()).hasSizeGreaterThan(1);
    return base.totalBytes();
  }

  private void update(long key) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    stores.select(store, key);
    state.update(value);
  }
}
