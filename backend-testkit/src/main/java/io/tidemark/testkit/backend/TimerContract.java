package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a {@link TimerQueue} promises. */
abstract class TimerContract extends BackendContract {

  TimerContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void emptyQueue_hasNoHead() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);

      assertThat(queue.peek()).isNull();
      assertThat(queue.poll()).isNull();
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.size()).isZero();
      assertThat(queue.inKeyGroup(3)).isEmpty();
    }
  }

  @Test
  void addedTwice_isThereOnce() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);

      assertThat(add(store, queue, 5, 1, 0)).isTrue();
      assertThat(add(store, queue, 5, 1, 0)).isFalse();
      assertThat(queue.size()).isEqualTo(1);
      assertThat(queue.poll()).isEqualTo(timer(store, 5, 1, 0));
      assertThat(queue.poll()).isNull();
      assertThat(add(store, queue, 5, 1, 0)).isTrue();
    }
  }

  @Test
  void timersThatDifferInOneThing_areDifferent() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);

      assertThat(add(store, queue, 5, 1, 0)).isTrue();
      assertThat(add(store, queue, 6, 1, 0)).isTrue();
      assertThat(add(store, queue, 5, 2, 0)).isTrue();
      assertThat(add(store, queue, 5, 1, 1)).isTrue();
      assertThat(queue.size()).isEqualTo(4);
      assertThat(store.timers("other", Serializers.LONG).isEmpty()).isTrue();
    }
  }

  @Test
  void remove_tellsWhetherItWasThere() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      add(store, queue, 5, 1, 0);
      add(store, queue, 6, 1, 0);

      assertThat(queue.remove(5, 1L, store.keyGroupOf(1L), 1L)).isFalse();
      assertThat(queue.remove(5, 1L, store.keyGroupOf(1L), 0L)).isTrue();
      assertThat(queue.remove(5, 1L, store.keyGroupOf(1L), 0L)).isFalse();
      assertThat(queue.size()).isEqualTo(1);
      assertThat(queue.peek()).isEqualTo(timer(store, 6, 1, 0));
    }
  }

  @Test
  void head_followsEveryChange() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      add(store, queue, 10, 1, 0);
      assertThat(queue.peek()).isEqualTo(timer(store, 10, 1, 0));
      add(store, queue, -10, 2, 0);
      assertThat(queue.peek()).isEqualTo(timer(store, -10, 2, 0));
      add(store, queue, 0, 3, 0);
      queue.remove(-10, 2L, store.keyGroupOf(2L), 0L);

      assertThat(queue.peek()).isEqualTo(timer(store, 0, 3, 0));
      queue.remove(0, 3L, store.keyGroupOf(3L), 0L);
      queue.remove(10, 1L, store.keyGroupOf(1L), 0L);
      assertThat(queue.peek()).isNull();
    }
  }

  @Test
  void peekedAgain_isTheSameObject() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      add(store, queue, 5, 1, 0);
      add(store, queue, 6, 2, 0);

      assertThat(queue.peek()).isSameAs(queue.peek());
      assertThat(queue.size()).isEqualTo(2);
    }
  }

  @Test
  void poll_givesEachOnceInTheOrderOfTime() {
    Random random = new Random(42);
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      List<Timer<Long, Long>> expected = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        long time = random.nextLong(-100, 100);
        long key = random.nextInt(30);
        long namespace = random.nextInt(3);
        if (add(store, queue, time, key, namespace)) {
          expected.add(timer(store, time, key, namespace));
        }
      }
      Collections.shuffle(expected, random);
      for (Timer<Long, Long> removed : expected.subList(0, 100)) {
        assertThat(
                queue.remove(
                    removed.timestamp(), removed.key(), removed.keyGroup(), removed.namespace()))
            .isTrue();
      }
      expected = expected.subList(100, expected.size());

      assertThat(queue.size()).isEqualTo(expected.size());
      assertThat(drain(queue)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Test
  void extremeTimes_areInOrder() {
    long[] times = {Long.MAX_VALUE, 0, Long.MIN_VALUE, -1, 1};
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, NoNamespace> queue = store.timers("queue", NoNamespace.SERIALIZER);
      for (long time : times) {
        queue.add(time, 1L, store.keyGroupOf(1L), NoNamespace.INSTANCE);
      }

      assertThat(drain(queue))
          .extracting(Timer::timestamp)
          .containsExactly(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);
    }
  }

  @Test
  void queue_mindsNoCurrentKey() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      add(store, queue, 5, 1, 0);
      store.at(2L);
      Handle<NoNamespace> state = Handle.of(store, Kind.VALUE, "state");

      assertThat(add(store, queue, 5, 1, 0)).isFalse();
      assertThat(queue.poll()).isEqualTo(timer(store, 5, 1, 0));
      state.put(7);
      store.at(2L);
      assertThat(state.contents()).isEqualTo(7L);
    }
  }

  @Test
  void keyGroupOutsideOfTheStore_isRefused() {
    KeyGroupRange keyGroups = KeyGroupRange.of(3, 9);
    try (KitStore<Long> store = engine.open(Serializers.LONG, keyGroups, StoreRestore.none())) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      for (int outside : new int[] {2, 10}) {
        assertThatThrownBy(() -> queue.add(1, 1L, outside, 0L))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.remove(1, 1L, outside, 0L))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Test
  void inKeyGroup_givesThoseOfTheGroup() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      Set<Timer<Long, Long>> all = new HashSet<>();
      for (long key = 0; key < 60; key++) {
        add(store, queue, key % 7, key, 1);
        add(store, queue, -key, key, 2);
        all.add(timer(store, key % 7, key, 1));
        all.add(timer(store, -key, key, 2));
      }

      Set<Timer<Long, Long>> found = new HashSet<>();
      for (int group = 0; group < KitEngine.KEY_GROUPS; group++) {
        for (Timer<Long, Long> timer : queue.inKeyGroup(group)) {
          assertThat(timer.keyGroup()).isEqualTo(group);
          assertThat(found.add(timer)).as("%s is seen once", timer).isTrue();
        }
      }
      assertThat(found).isEqualTo(all);
      assertThat(queue.size()).isEqualTo(120);
    }
  }

  @Test
  void changesDuringAWalk_doNotBreakIt() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      int group = store.keyGroupOf(1L);
      for (long time = 0; time < 100; time++) {
        queue.add(time, 1L, group, 0L);
      }

      Set<Long> seen = new TreeSet<>();
      for (Timer<Long, Long> timer : queue.inKeyGroup(group)) {
        assertThat(seen.add(timer.timestamp())).isTrue();
        if (timer.timestamp() < 100) {
          queue.remove(timer.timestamp(), 1L, group, 0L);
          queue.add(timer.timestamp() + 1_000, 1L, group, 0L);
        }
      }

      for (long time = 0; time < 100; time++) {
        assertThat(seen).contains(time);
      }
      assertThat(queue.size()).isEqualTo(100);
      assertThat(drain(queue)).allMatch(timer -> timer.timestamp() >= 1_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void restoredQueue_isInOrderAndWithoutDuplicates(Mode mode) {
    StoreSnapshot snapshot;
    List<Timer<Long, Long>> expected = new ArrayList<>();
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      for (long key = 0; key < 100; key++) {
        add(store, queue, (key * 37) % 50 - 25, key, key % 3);
        expected.add(timer(store, (key * 37) % 50 - 25, key, key % 3));
      }
      snapshot = store.snapshot(mode);
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      Timer<Long, Long> first = expected.get(0);
      assertThat(queue.size()).isEqualTo(100);
      assertThat(queue.add(first.timestamp(), first.key(), first.keyGroup(), first.namespace()))
          .isFalse();
      assertThat(drain(queue)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void polledAndRemovedTimers_stayAwayAfterAnIncrementalRestore() {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      TimerQueue<Long, Long> queue = store.timers("queue", Serializers.LONG);
      for (long key = 0; key < 10; key++) {
        add(store, queue, key, key, 0);
      }
      store.snapshot(Mode.INCREMENTAL);
      queue.poll();
      queue.remove(5, 5L, store.keyGroupOf(5L), 0L);
      queue.remove(7, 7L, store.keyGroupOf(7L), 0L);
      add(store, queue, 7, 7, 0);
      add(store, queue, 20, 1, 0);
      add(store, queue, 21, 1, 0);
      queue.remove(21, 1L, store.keyGroupOf(1L), 0L);
      snapshot = store.snapshot(Mode.INCREMENTAL);
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      assertThat(drain(store.timers("queue", Serializers.LONG)))
          .extracting(Timer::timestamp)
          .containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L, 20L);
    }
  }

  /** Polls to the end, and looks at the order. */
  private static <N> List<Timer<Long, N>> drain(TimerQueue<Long, N> queue) {
    List<Timer<Long, N>> polled = new ArrayList<>();
    long last = Long.MIN_VALUE;
    while (true) {
      Timer<Long, N> head = queue.peek();
      Timer<Long, N> timer = queue.poll();
      assertThat(timer).isEqualTo(head);
      if (timer == null) {
        return polled;
      }
      assertThat(timer.timestamp()).isGreaterThanOrEqualTo(last);
      last = timer.timestamp();
      polled.add(timer);
    }
  }

  private static boolean add(
      KitStore<Long> store, TimerQueue<Long, Long> queue, long time, long key, long namespace) {
    return queue.add(time, key, store.keyGroupOf(key), namespace);
  }

  private static Timer<Long, Long> timer(
      KitStore<Long> store, long time, long key, long namespace) {
    return new Timer<>(time, key, store.keyGroupOf(key), namespace);
  }
}
