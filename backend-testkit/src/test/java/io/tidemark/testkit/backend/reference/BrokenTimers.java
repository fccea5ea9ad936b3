package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores whose queues of timers go wrong. */
final class BrokenTimers {

  private BrokenTimers() {}

  static List<Broken> all() {
    return List.of(
        timers(
            "every add says that it added",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public boolean add(long timestamp, Object key, int keyGroup, Object namespace) {
                    super.add(timestamp, key, keyGroup, namespace);
                    return true;
                  }
                },
            "Timers.addedTwice_isThereOnce"),
        timers(
            "timers are kept as often as they are added",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  private final List<Timer<Object, Object>> twice = new ArrayList<>();

                  @Override
                  public boolean add(long timestamp, Object key, int keyGroup, Object namespace) {
                    boolean added = super.add(timestamp, key, keyGroup, namespace);
                    if (!added) {
                      twice.add(new Timer<>(timestamp, key, keyGroup, namespace));
                    }
                    return added;
                  }

                  @Override
                  public @Nullable Timer<Object, Object> poll() {
                    Timer<Object, Object> head = super.poll();
                    return head == null && !twice.isEmpty() ? twice.remove(0) : head;
                  }
                },
            "Timers.addedTwice_isThereOnce"),
        timers(
            "remove says nothing",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public boolean remove(
                      long timestamp, Object key, int keyGroup, Object namespace) {
                    super.remove(timestamp, key, keyGroup, namespace);
                    return true;
                  }
                },
            "Timers.remove_tellsWhetherItWasThere"),
        timers(
            "the head is any timer",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public @Nullable Timer<Object, Object> peek() {
                    List<Timer<Object, Object>> all = all();
                    return all.isEmpty() ? null : all.get(all.size() - 1);
                  }
                },
            "Timers.poll_givesEachOnceInTheOrderOfTime",
            "Timers.head_followsEveryChange",
            "Timers.extremeTimes_areInOrder",
            "Timers.restoredQueue_isInOrderAndWithoutDuplicates"),
        timers(
            "peeking makes an object each time",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public @Nullable Timer<Object, Object> peek() {
                    Timer<Object, Object> head = super.peek();
                    return head == null
                        ? null
                        : new Timer<>(
                            head.timestamp(), head.key(), head.keyGroup(), head.namespace());
                  }
                },
            "Timers.peekedAgain_isTheSameObject"),
        timers(
            "key groups of timers are mixed up",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public Iterable<Timer<Object, Object>> inKeyGroup(int keyGroup) {
                    return all();
                  }
                },
            "Timers.inKeyGroup_givesThoseOfTheGroup"),
        timers(
            "the size is a guess",
            (store, id, schema, namespaces) ->
                new ReferenceTimers<>(store, id, schema, namespaces) {
                  @Override
                  public long size() {
                    return super.size() + 1;
                  }
                },
            "Timers.emptyQueue_hasNoHead",
            "Timers.timersThatDifferInOneThing_areDifferent"));
  }

  private interface Queue {
    ReferenceTimers<Object, Object> make(
        ReferenceStore<Object> store, StateId id, StateSchema schema, Serializer<Object> spaces);
  }

  private static Broken timers(String rule, Queue queue, String... tests) {
    return Broken.store(
        rule,
        (request, clock) ->
            new ReferenceStore<>(request, clock) {
              @Override
              @SuppressWarnings("unchecked")
              protected <N> TimerQueue<Object, N> newQueue(
                  StateId id, StateSchema schema, Serializer<N> namespaces) {
                return (TimerQueue<Object, N>)
                    queue.make(this, id, schema, (Serializer<Object>) namespaces);
              }
            },
        tests);
  }
}
