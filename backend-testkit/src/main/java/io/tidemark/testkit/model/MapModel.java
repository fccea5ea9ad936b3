package io.tidemark.testkit.model;

import io.tidemark.state.MapState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Maps whose entries come and go one by one and many at a time. */
final class MapModel<U, V> extends StateModel {

  private final Numbered<U> keys;
  private final Numbered<V> values;
  private final int userKeys;

  /**
   * @param userKeys how many different keys a map may have
   */
  MapModel(
      String name,
      Space space,
      @Nullable TimeToLive timeToLive,
      Numbered<U> keys,
      Numbered<V> values,
      int userKeys) {
    super(name, space, timeToLive);
    this.keys = keys;
    this.values = values;
    this.userKeys = userKeys;
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return new StateDescriptor.OfMap<>(
        name(), keys.serializer(), values.serializer(), timeToLive());
  }

  @Override
  String operate(
      Random random, ModelStore store, Contents contents, Address address, Runnable aside) {
    MapState<U, V> state = store.at(this, address);
    long number = randomKey(random);
    U userKey = keys.of().apply(number);
    V value = randomValue(random);
    switch (random.nextInt(15)) {
      case 0, 1 -> {
        requireEqual("get", state.get(userKey), contents.read(address, number));
        return "get " + userKey;
      }
      case 2 -> {
        requireEqual(
            "contains", state.contains(userKey), contents.peek(address).containsKey(number));
        return "contains " + userKey;
      }
      case 3 -> {
        requireEqual("isEmpty", state.isEmpty(), contents.peek(address).isEmpty());
        return "isEmpty";
      }
      case 4 -> {
        Set<Long> found = new TreeSet<>();
        state.keys().forEach(key -> found.add(keys.number().applyAsLong(key)));
        requireEqual("keys", found, contents.peek(address).keySet());
        return "keys";
      }
      case 5 -> {
        requireEqual("entries", entries(state), contents.read(address));
        return "entries";
      }
      case 6 -> {
        state.clear();
        contents.clear(address);
        return "clear";
      }
      case 7, 8 -> {
        state.remove(userKey);
        contents.remove(address, number);
        return "remove " + userKey;
      }
      case 9 -> {
        Map<U, V> several = new HashMap<>();
        for (int count = random.nextInt(1 + userKeys / 2); count > 0; count--) {
          long one = randomKey(random);
          several.put(keys.of().apply(one), randomValue(random));
        }
        state.putAll(several);
        several.forEach((key, it) -> contents.put(address, keys.number().applyAsLong(key), it));
        return "putAll " + several;
      }
      case 10 -> {
        int count = random.nextInt(1 + userKeys / 2);
        for (long key = number; key < number + count; key++) {
          state.remove(keys.of().apply(key));
          contents.remove(address, key);
        }
        return "remove " + count + " from " + number + " on";
      }
      case 11 -> {
        return walk(random, state, contents, address, aside);
      }
      default -> {
        state.put(userKey, value);
        contents.put(address, number, value);
        return "put " + userKey + " " + value;
      }
    }
  }

  /**
   * Walks over a map and changes it meanwhile. What it does not change it meets once; of what it
   * changes it may meet anything.
   */
  private String walk(
      Random random, MapState<U, V> state, Contents contents, Address address, Runnable aside) {
    StringBuilder done = new StringBuilder("walk");
    SortedMap<Long, Object> untouched = contents.read(address);
    Set<Long> changed = new HashSet<>();
    for (Iterator<Map.Entry<U, V>> walk = state.iterator(); walk.hasNext(); ) {
      Map.Entry<U, V> entry = walk.next();
      long number = keys.number().applyAsLong(entry.getKey());
      if (!changed.contains(number)) {
        requireEqual("entry of " + number, entry.getValue(), untouched.remove(number));
        changed.add(number);
      }
      if (random.nextInt(4) == 0) {
        done.append(walk.hasNext() ? ", which is not the last" : ", which is the last");
      }
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          walk.remove();
          contents.remove(address, number);
          done.append(", remove ").append(number);
        }
        case 3, 4 -> {
          V value = randomValue(random);
          entry.setValue(value);
          contents.put(address, number, value);
          requireEqual("value that was set", entry.getValue(), value);
          done.append(", set ").append(number).append(" to ").append(value);
        }
        case 5 -> {
          long other = randomKey(random);
          V value = randomValue(random);
          state.put(keys.of().apply(other), value);
          contents.put(address, other, value);
          untouched.remove(other);
          changed.add(other);
          done.append(", put ").append(other).append(' ').append(value);
        }
        case 6 -> {
          long other = randomKey(random);
          state.remove(keys.of().apply(other));
          contents.remove(address, other);
          untouched.remove(other);
          changed.add(other);
          done.append(", take ").append(other);
        }
        case 7 -> {
          if (timeToLive() == null) {
            aside.run();
            done.append(", snapshots");
          }
        }
        default -> done.append(", ").append(number);
      }
    }
    requireEqual("entries that the walk left out", untouched, new TreeMap<>());
    return done.toString();
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    MapState<U, V> state = store.at(this, address);
    return entries(state);
  }

  @Override
  void merge(Contents contents, Address target, List<Long> sources) {
    for (long source : sources) {
      if (source != target.namespace()) {
        contents.move(target.in(source), target, false);
      }
    }
  }

  private SortedMap<Long, Object> entries(MapState<U, V> state) {
    SortedMap<Long, Object> entries = new TreeMap<>();
    for (Map.Entry<U, V> entry : state.entries()) {
      if (entries.put(keys.number().applyAsLong(entry.getKey()), entry.getValue()) != null) {
        throw new AssertionError("The walk gives " + entry.getKey() + " twice");
      }
    }
    return entries;
  }

  private long randomKey(Random random) {
    return random.nextLong(userKeys) - 2;
  }

  private V randomValue(Random random) {
    return values.of().apply(random.nextInt(1_000));
  }
}
