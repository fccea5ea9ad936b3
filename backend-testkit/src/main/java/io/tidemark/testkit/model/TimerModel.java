package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A queue of timers in each store, and all of them in one set. */
final class TimerModel {

  static final String QUEUE = "timers";

  private static final Comparator<Timer<Long, Long>> ORDER =
      Comparator.<Timer<Long, Long>>comparingLong(Timer::timestamp)
          .thenComparingLong(Timer::key)
          .thenComparingLong(Timer::namespace);

  private TimerModel() {}

  static Set<Timer<Long, Long>> none() {
    return new TreeSet<>(ORDER);
  }

  static Set<Timer<Long, Long>> copy(Set<Timer<Long, Long>> timers) {
    Set<Timer<Long, Long>> copy = none();
    copy.addAll(timers);
    return copy;
  }

  static String operate(Random random, ModelStore store, long key, Set<Timer<Long, Long>> timers) {
    TimerQueue<Long, Long> queue = queueOf(store);
    Timer<Long, Long> timer =
        new Timer<>(random.nextInt(60) - 20, key, store.keyGroupOf(key), (long) random.nextInt(3));
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> {
        boolean added = queue.add(timer.timestamp(), key, timer.keyGroup(), timer.namespace());
        StateModel.requireEqual("added", added, timers.add(timer));
        return "add " + timer;
      }
      case 3 -> {
        boolean removed = queue.remove(timer.timestamp(), key, timer.keyGroup(), timer.namespace());
        StateModel.requireEqual("removed", removed, timers.remove(timer));
        return "remove " + timer;
      }
      case 4 -> {
        Timer<Long, Long> head = queue.poll();
        List<Timer<Long, Long>> held = heldBy(store, timers);
        if (head == null) {
          StateModel.requireEqual("timers left", List.of(), held);
        } else {
          StateModel.requireEqual("head's time", head.timestamp(), held.get(0).timestamp());
          StateModel.requireEqual("head was there", true, timers.remove(head));
        }
        return "poll " + head;
      }
      default -> {
        requireAll(store, timers);
        return "look at all";
      }
    }
  }

  /** Compares a store's whole queue. */
  static void requireAll(ModelStore store, Set<Timer<Long, Long>> timers) {
    TimerQueue<Long, Long> queue = queueOf(store);
    Set<Timer<Long, Long>> found = none();
    long count = 0;
    for (int group = store.store().keyGroups().first();
        group <= store.store().keyGroups().last();
        group++) {
      for (Timer<Long, Long> timer : queue.inKeyGroup(group)) {
        found.add(timer);
        count++;
      }
    }
    List<Timer<Long, Long>> held = heldBy(store, timers);
    StateModel.requireEqual("timers", List.copyOf(found), held);
    StateModel.requireEqual("timers walked over", count, (long) held.size());
    StateModel.requireEqual("size", queue.size(), (long) held.size());
    StateModel.requireEqual("isEmpty", queue.isEmpty(), held.isEmpty());
    Timer<Long, Long> head = queue.peek();
    StateModel.requireEqual(
        "head's time",
        head == null ? null : head.timestamp(),
        held.isEmpty() ? null : held.get(0).timestamp());
  }

  private static List<Timer<Long, Long>> heldBy(ModelStore store, Set<Timer<Long, Long>> timers) {
    return timers.stream().filter(timer -> store.holds(timer.key())).toList();
  }

  private static TimerQueue<Long, Long> queueOf(ModelStore store) {
    return store.store().timers(QUEUE, Serializers.LONG);
  }
}
