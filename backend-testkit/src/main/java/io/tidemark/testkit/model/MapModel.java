package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
import io.tidemark.state.MapState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Maps of numbers to texts. */
final class MapModel extends StateModel {

  private static final long USER_KEYS = 8;

  MapModel(String name, boolean namespaced, @Nullable TimeToLive timeToLive) {
    super(name, namespaced, timeToLive);
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return new StateDescriptor.OfMap<>(name(), Serializers.LONG, Serializers.STRING, timeToLive());
  }

  @Override
  String operate(Random random, ModelStore store, Contents contents, Address address) {
    MapState<Long, String> state = store.at(this, address);
    long userKey = random.nextLong(-2, USER_KEYS - 2);
    String value = "entry " + random.nextInt(1_000);
    switch (random.nextInt(14)) {
      case 0, 1 -> {
        requireEqual("get", state.get(userKey), contents.read(address, userKey));
        return "get " + userKey;
      }
      case 2 -> {
        requireEqual(
            "contains", state.contains(userKey), contents.peek(address).containsKey(userKey));
        return "contains " + userKey;
      }
      case 3 -> {
        requireEqual("isEmpty", state.isEmpty(), contents.peek(address).isEmpty());
        return "isEmpty";
      }
      case 4 -> {
        Set<Long> keys = new TreeSet<>();
        state.keys().forEach(keys::add);
        requireEqual("keys", keys, contents.peek(address).keySet());
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
        contents.remove(address, userKey);
        return "remove " + userKey;
      }
      case 9 -> {
        Map<Long, String> several = new HashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
          several.put(random.nextLong(USER_KEYS), value + count);
        }
        state.putAll(several);
        several.forEach((key, text) -> contents.put(address, key, text));
        return "putAll " + several;
      }
      case 10 -> {
        contents.read(address);
        for (Iterator<Map.Entry<Long, String>> walk = state.iterator(); walk.hasNext(); ) {
          Map.Entry<Long, String> entry = walk.next();
          if (entry.getKey() % 3 == 0) {
            walk.remove();
            contents.remove(address, entry.getKey());
          } else if (entry.getKey() % 3 == 1) {
            entry.setValue(value);
            contents.put(address, entry.getKey(), value);
          }
        }
        return "walk, remove and set " + value;
      }
      default -> {
        state.put(userKey, value);
        contents.put(address, userKey, value);
        return "put " + userKey + " " + value;
      }
    }
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    MapState<Long, String> state = store.at(this, address);
    return entries(state);
  }

  @Override
  void merge(Contents contents, Address target, List<Long> sources) {
    for (long source : sources) {
      if (source != target.namespace()) {
        contents.peek(target.in(source)).forEach((key, it) -> contents.put(target, key, it));
        contents.clear(target.in(source));
      }
    }
  }

  private static SortedMap<Long, Object> entries(MapState<Long, String> state) {
    SortedMap<Long, Object> entries = new TreeMap<>();
    for (Map.Entry<Long, String> entry : state.entries()) {
      if (entries.put(entry.getKey(), entry.getValue()) != null) {
        throw new AssertionError("The walk gives " + entry.getKey() + " twice");
      }
    }
    return entries;
  }
}
