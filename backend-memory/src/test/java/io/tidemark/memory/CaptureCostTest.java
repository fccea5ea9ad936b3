package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.ReportsChanges;
import io.tidemark.spi.StoreCapture;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a capture costs, counted in bytes that are allocated. */
class CaptureCostTest {

  private static final int KEYS = 200_000;

  private final MemoryStores stores = new MemoryStores();
  private final KeyedStore<Long> store = stores.open(Serializers.LONG);
  private final ValueState<Long> counts =
      store.state(StateDescriptor.value("counts", Serializers.LONG));

  @BeforeEach
  void fill() {
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      counts.update(1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void capture_allocatesLittleHoweverMuchStateThereIs(Mode mode) {
    stores.capture(store, mode).close();
    long allocated = Allocation.of(() -> stores.capture(store, mode).close());
    assertThat(allocated).isLessThan(32 << 10);
  }

  @Test
  void readsOfAnImmutableType_copyNothingWhileACaptureIsHeld() {
    long free = Allocation.of(this::readEverything);
    try (StoreCapture held = stores.capture(store, Mode.FULL)) {
      assertThat(Allocation.of(this::readEverything)).isLessThanOrEqualTo(free + KEYS / 10);
    }
  }

  @Test
  void changedBytes_growWithTheEntriesThatChanged_sinceTheLastCapture() {
    ReportsChanges changes = (ReportsChanges) store;
    long all = changes.changedBytes();
    stores.capture(store, Mode.FULL).close();
    assertThat(changes.changedBytes()).isZero();
    for (int round = 0; round < 3; round++) {
      for (long key = 0; key < KEYS / 100; key++) {
        stores.select(store, key);
        counts.update(2L);
      }
    }
    assertThat(changes.changedBytes()).isEqualTo(all / 100);
  }

  @Test
  void writes_copyEachPageOnceWhileACaptureIsHeld() {
    long free = Allocation.of(this::writeEverything);
    try (StoreCapture held = stores.capture(store, Mode.FULL)) {
      long first = Allocation.of(this::writeEverything) - free;
      long second = Allocation.of(this::writeEverything) - free;
      assertThat(first).isBetween(16L * KEYS, 64L * KEYS);
      assertThat(second).isLessThan(KEYS / 10);
    }
  }

  @Test
  void writesAfterTheCaptureIsClosed_copyNothing() {
    long free = Allocation.of(this::writeEverything);
    stores.capture(store, Mode.FULL).close();
    assertThat(Allocation.of(this::writeEverything)).isLessThanOrEqualTo(free + KEYS / 10);
  }

  private void readEverything() {
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      if (counts.value() == null) {
        throw new AssertionError("Nothing for " + key);
      }
    }
  }

  private void writeEverything() {
    for (long key = 0; key < KEYS; key++) {
      stores.select(store, key);
      counts.update(2L);
    }
  }
}
