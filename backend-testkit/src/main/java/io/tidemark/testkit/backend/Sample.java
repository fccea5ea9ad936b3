package io.tidemark.testkit.backend;

import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A job's worth of state in one store: every kind, with and without namespaces, and timers. */
final class Sample {

  private final KitStore<Long> store;
  private final List<Handle<NoNamespace>> plain = new ArrayList<>();
  private final List<Handle<Long>> windowed = new ArrayList<>();
  private final TimerQueue<Long, NoNamespace> alarms;
  private final TimerQueue<Long, Long> windowEnds;

  /** Opens all states, which are empty or restored. */
  Sample(KitStore<Long> store) {
    this.store = store;
    for (Kind kind : Kind.values()) {
      plain.add(Handle.of(store, kind, plainName(kind)));
      windowed.add(Handle.numbered(store, kind, windowedName(kind)));
    }
    alarms = store.timers("alarms", NoNamespace.SERIALIZER);
    windowEnds = store.timers("window-ends", Serializers.LONG);
  }

  static String plainName(Kind kind) {
    return "plain-" + kind.stateKind().label();
  }

  static String windowedName(Kind kind) {
    return "windowed-" + kind.stateKind().label();
  }

  /** How a snapshot describes these states. */
  static List<StateSchema> schemas() {
    List<StateSchema> schemas = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      schemas.add(kind.schema(plainName(kind), Scalar.UNIT));
      schemas.add(kind.schema(windowedName(kind), Scalar.LONG));
    }
    schemas.add(timers("alarms", Scalar.UNIT));
    schemas.add(timers("window-ends", Scalar.LONG));
    return schemas;
  }

  private static StateSchema timers(String name, TypeDescription namespace) {
    return new StateSchema(name, StateKind.TIMERS, namespace, null, Scalar.UNIT, false);
  }

  KitStore<Long> store() {
    return store;
  }

  /** Writes something of every kind for those of the keys that are this store's. */
  Sample fill(long firstKey, long endKey) {
    for (long key = firstKey; key < endKey; key++) {
      if (store.holds(key)) {
        put(key, key, key + 1);
      }
    }
    return this;
  }

  /** Puts numbers into every state of one key, which may have something already. */
  void put(long key, long... numbers) {
    store.at(key);
    plain.forEach(state -> state.put(numbers));
    for (Handle<Long> state : windowed) {
      state.in(key % 3).put(numbers);
      state.in(100 + key % 2).put(numbers);
    }
    for (long number : numbers) {
      alarms.add(number, key, store.keyGroupOf(key), NoNamespace.INSTANCE);
      windowEnds.add(-number, key, store.keyGroupOf(key), number % 3);
    }
  }

  /** Removes all that {@link #put} wrote for one key. */
  void remove(long key, long... numbers) {
    store.at(key);
    plain.forEach(Handle::clear);
    for (Handle<Long> state : windowed) {
      state.in(key % 3).clear();
      state.in(100 + key % 2).clear();
    }
    for (long number : numbers) {
      alarms.remove(number, key, store.keyGroupOf(key), NoNamespace.INSTANCE);
      windowEnds.remove(-number, key, store.keyGroupOf(key), number % 3);
    }
  }

  /** Everything that the store holds, as lines that can be compared. */
  SortedMap<String, Object> contents() {
    SortedMap<String, Object> contents = new TreeMap<>();
    plain.forEach(state -> collect(state, contents));
    windowed.forEach(state -> collect(state, contents));
    collect("alarms", alarms, contents);
    collect("window-ends", windowEnds, contents);
    return contents;
  }

  /** What several stores hold together; none may hold what another does. */
  static SortedMap<String, Object> contents(Collection<Sample> samples) {
    SortedMap<String, Object> all = new TreeMap<>();
    for (Sample sample : samples) {
      sample.contents().forEach((line, value) -> putOnce(all, line, value));
    }
    return all;
  }

  private <N> void collect(Handle<N> state, SortedMap<String, Object> contents) {
    List<KeyAndNamespace<Long, N>> places;
    try (Stream<KeyAndNamespace<Long, N>> walk = store.bare().keysAndNamespaces(state.name())) {
      places = walk.toList();
    }
    for (KeyAndNamespace<Long, N> place : places) {
      store.at(place.key());
      Object found = state.in(place.namespace()).contents();
      String line = state.name() + " of " + place.key() + " in " + place.namespace();
      if (found == null) {
        throw new AssertionError(line + " is listed, but there is nothing");
      }
      putOnce(contents, line, found);
    }
  }

  private <N> void collect(
      String name, TimerQueue<Long, N> timers, SortedMap<String, Object> contents) {
    for (int group = store.bare().keyGroups().first();
        group <= store.bare().keyGroups().last();
        group++) {
      for (Timer<Long, N> timer : timers.inKeyGroup(group)) {
        String line = name + " of " + timer.key() + " in " + timer.namespace();
        putOnce(contents, line + " at " + timer.timestamp(), group);
      }
    }
  }

  private static void putOnce(SortedMap<String, Object> contents, String line, Object value) {
    if (contents.put(line, value) != null) {
      throw new AssertionError(line + " is there twice");
    }
  }
}
