package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Expired entries go away in the background, also those that nobody asks for again. */
class SweepTest {

  private static final TimeToLive ONE_SECOND = TimeToLive.onWrite(Duration.ofSeconds(1));
  private static final int KEYS = 5_000;

  private final MemoryStores clock = new MemoryStores();
  private final Versions versions = new Versions(4);
  private final CurrentKey<Long> key = new CurrentKey<>(KeyGroupRange.of(0, 3), Serializers.LONG);
  private final StateOpener<Long> opener = new StateOpener<>(Serializers.LONG, clock, key);

  @Test
  void expiredValues_areRemovedByTheAccessesToOthers() {
    var descriptor = StateDescriptor.value("value", Serializers.LONG).expiring(ONE_SECOND);
    StateTable<?> table = table(descriptor);
    var state = opener.handle(descriptor, table).in(null);
    for (long i = 0; i < KEYS; i++) {
      key.set(i, (int) (i % 4));
      state.update(i);
    }
    clock.turnClock(1_000);
    for (int i = 0; i < 3 * KEYS; i++) {
      key.set(-1L, 0);
      state.update(1L);
    }
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void expiredElements_areDroppedFromTheFrontOfTheirLists() {
    var descriptor = StateDescriptor.list("list", Serializers.LONG).expiring(ONE_SECOND);
    StateTable<?> table = table(descriptor);
    var state = opener.handle(descriptor, table).in(null);
    for (long i = 0; i < KEYS; i++) {
      key.set(i, (int) (i % 4));
      state.add(i);
    }
    clock.turnClock(600);
    key.set(0L, 0);
    state.add(-1L);
    clock.turnClock(600);
    for (int i = 0; i < 3 * KEYS; i++) {
      key.set(0L, 0);
      assertThat(state.get()).containsExactly(-1L);
    }
    assertThat(table.size()).isEqualTo(1);
    Page page = table.find(key.probe());
    ElementList left = (ElementList) table.layout().structure(page, key.probe().slot);
    assertThat(left.count()).isEqualTo(1);
  }

  @Test
  void expiredEntriesOfALargeMap_areRemovedByTheAccessesToAnother() {
    var descriptor =
        StateDescriptor.map("map", Serializers.LONG, Serializers.LONG).expiring(ONE_SECOND);
    StateTable<?> table = table(descriptor);
    var state = opener.handle(descriptor, table).in(null);
    key.set(1L, 1);
    for (long i = 0; i < KEYS; i++) {
      state.put(i, i);
    }
    clock.turnClock(1_000);
    for (int i = 0; i < 40 * KEYS; i++) {
      key.set(2L, 2);
      state.put(1L, 1L);
    }
    assertThat(table.size()).isEqualTo(1);
  }

  private StateTable<?> table(StateDescriptor<?> descriptor) {
    EntryForm form = opener.form(descriptor, NoNamespace.SERIALIZER);
    return new StateTable<>(form, versions, KeyGroupRange.of(0, 3), new PageDirectory[4]);
  }
}
