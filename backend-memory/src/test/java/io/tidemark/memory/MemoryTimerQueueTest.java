package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MemoryTimerQueueTest {

  private static final Seed SEED = Seed.of(MemoryTimerQueueTest.class);

  private final MemoryStores stores = new MemoryStores();
  private final KeyedStore<Long> store = stores.open(Serializers.LONG);
  private final TimerQueue<Long, NoNamespace> queue =
      store.timers("timers", NoNamespace.SERIALIZER);

  @Test
  void randomAddsRemovesAndPolls_agreeWithASortedSet() {
    Random random = SEED.random();
    TreeMap<Long, TreeSet<Long>> expected = new TreeMap<>();
    int size = 0;
    for (int step = 0; step < 50_000; step++) {
      long time = random.nextInt(2_000);
      long key = random.nextInt(50);
      int choice = random.nextInt(step / 5_000 % 2 == 0 ? 10 : 20);
      if (choice < 6) {
        boolean isNew = expected.computeIfAbsent(time, at -> new TreeSet<>()).add(key);
        size += isNew ? 1 : 0;
        assertThat(queue.add(time, key, group(key), NoNamespace.INSTANCE))
            .as("step %d of %s", step, SEED)
            .isEqualTo(isNew);
      } else if (choice < 9) {
        boolean wasThere = remove(expected, time, key);
        size -= wasThere ? 1 : 0;
        assertThat(queue.remove(time, key, group(key), NoNamespace.INSTANCE))
            .as("step %d of %s", step, SEED)
            .isEqualTo(wasThere);
      } else if (size > 0) {
        Timer<Long, NoNamespace> first = queue.poll();
        assertThat(first.timestamp())
            .as("step %d of %s", step, SEED)
            .isEqualTo(expected.firstKey());
        assertThat(remove(expected, first.timestamp(), first.key())).isTrue();
        size--;
      }
      assertThat(queue.size()).as("step %d of %s", step, SEED).isEqualTo(size);
    }
  }

  @Test
  void peekAgain_allocatesNothing() {
    for (long key = 0; key < 100; key++) {
      queue.add(key, key, group(key), NoNamespace.INSTANCE);
    }
    queue.peek();
    assertThat(Allocation.of(queue::peek)).isZero();
  }

  private int group(long key) {
    return stores.keyGroup(Serializers.LONG, key);
  }

  private static boolean remove(TreeMap<Long, TreeSet<Long>> timers, long time, long key) {
    TreeSet<Long> keys = timers.get(time);
    boolean removed = keys != null && keys.remove(key);
    if (removed && keys.isEmpty()) {
      timers.remove(time);
    }
    return removed;
  }
}
