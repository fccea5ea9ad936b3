package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * A store beside plain collections that are told the same: a value of bytes, which is mutable, a
 * list in namespaces, a map by texts and one of numbers, and timers.
 */
final class StoreModel<K> {

  /** Everything that a store holds, in plain collections. */
  record Contents<K>(
      Map<K, List<Byte>> values,
      Map<KeyAndNamespace<K, String>, List<Long>> lists,
      Map<K, Map<String, Long>> maps,
      Map<K, Map<Long, Long>> numbers,
      Set<Timer<K, NoNamespace>> timers) {

    static <K> Contents<K> empty() {
      return new Contents<>(
          new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashSet<>());
    }

    Contents<K> copy() {
      Contents<K> copy = empty();
      copy.values.putAll(values);
      lists.forEach((key, list) -> copy.lists.put(key, new ArrayList<>(list)));
      maps.forEach((key, map) -> copy.maps.put(key, new HashMap<>(map)));
      numbers.forEach((key, map) -> copy.numbers.put(key, new HashMap<>(map)));
      copy.timers.addAll(timers);
      return copy;
    }
  }

  private static final int KEY_RANGE = 400;

  private final MemoryStores stores;
  private final KeyedStore<K> store;
  private final LongFunction<K> keys;
  private final ValueState<byte[]> value;
  private final NamespacedState<String, ListState<Long>> list;
  private final MapState<String, Long> map;
  private final MapState<Long, Long> numbers;
  private final TimerQueue<K, NoNamespace> timers;
  final Contents<K> expected;

  /** Begins with what a store has, of some of the keys that are made of numbers. */
  StoreModel(MemoryStores stores, KeyedStore<K> store, Contents<K> expected, LongFunction<K> keys) {
    this(stores, store, expected, keys, Serializers.BYTES);
  }

  StoreModel(
      MemoryStores stores,
      KeyedStore<K> store,
      Contents<K> expected,
      LongFunction<K> keys,
      Serializer<byte[]> valueSerializer) {
    this.stores = stores;
    this.store = store;
    this.expected = expected;
    this.keys = keys;
    value = store.state(StateDescriptor.value("value", valueSerializer));
    list = store.state(StateDescriptor.list("list", Serializers.LONG), Serializers.STRING);
    map = store.state(StateDescriptor.map("map", Serializers.STRING, Serializers.LONG));
    numbers = store.state(StateDescriptor.map("numbers", Serializers.LONG, Serializers.LONG));
    timers = store.timers("timers", NoNamespace.SERIALIZER);
  }

  KeyedStore<K> store() {
    return store;
  }

  /** Does something to both. */
  void step(Random random) {
    K key = keys.apply(random.nextInt(KEY_RANGE));
    stores.select(store, key);
    switch (random.nextInt(16)) {
      case 0, 1 -> updateValue(key, random);
      case 2 -> changeValueInPlace(key, random);
      case 3 -> {
        value.clear();
        expected.values.remove(key);
      }
      case 4, 5 -> appendToList(key, random);
      case 6 -> replaceList(key, random);
      case 7, 8, 9 -> putIntoMap(key, random);
      case 10 -> removeFromMap(key, random);
      case 11, 12, 13 -> putNumbers(key, random);
      case 14 -> removeNumbers(key, random);
      default -> changeTimers(key, random);
    }
  }

  /** What the store holds, read through its states. */
  Contents<K> read() {
    Contents<K> found = Contents.empty();
    for (K key : store.keys("value", NoNamespace.INSTANCE).toList()) {
      stores.select(store, key);
      found.values.put(key, bytes(value.value()));
    }
    for (KeyAndNamespace<K, String> at : store.<String>keysAndNamespaces("list").toList()) {
      stores.select(store, at.key());
      found.lists.put(at, List.copyOf(list.in(at.namespace()).get()));
    }
    for (K key : store.keys("map", NoNamespace.INSTANCE).toList()) {
      stores.select(store, key);
      Map<String, Long> entries = new HashMap<>();
      map.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      found.maps.put(key, entries);
    }
    for (K key : store.keys("numbers", NoNamespace.INSTANCE).toList()) {
      stores.select(store, key);
      Map<Long, Long> entries = new HashMap<>();
      numbers.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      found.numbers.put(key, entries);
    }
    for (int group = 0; group < MemoryStores.MAX_PARALLELISM; group++) {
      timers.inKeyGroup(group).forEach(found.timers::add);
    }
    return found;
  }

  private void updateValue(K key, Random random) {
    byte[] fresh = new byte[3];
    random.nextBytes(fresh);
    value.update(fresh);
    expected.values.put(key, bytes(fresh));
  }

  private void changeValueInPlace(K key, Random random) {
    byte[] mine = value.value();
    if (mine != null) {
      mine[random.nextInt(3)]++;
      value.update(mine);
      expected.values.put(key, bytes(mine));
    }
  }

  private void appendToList(K key, Random random) {
    String namespace = "n" + random.nextInt(3);
    List<Long> elements = random.longs(random.nextInt(20) == 0 ? 20 : 1).boxed().toList();
    if (elements.size() == 1) {
      list.in(namespace).add(elements.get(0));
    } else {
      list.in(namespace).addAll(elements);
    }
    expected
        .lists
        .computeIfAbsent(new KeyAndNamespace<>(key, namespace), at -> new ArrayList<>())
        .addAll(elements);
  }

  private void replaceList(K key, Random random) {
    String namespace = "n" + random.nextInt(3);
    List<Long> elements = random.longs(random.nextInt(3)).boxed().toList();
    list.in(namespace).update(elements);
    KeyAndNamespace<K, String> at = new KeyAndNamespace<>(key, namespace);
    if (elements.isEmpty()) {
      expected.lists.remove(at);
    } else {
      expected.lists.put(at, new ArrayList<>(elements));
    }
  }

  private void putIntoMap(K key, Random random) {
    int size = random.nextInt(50) == 0 ? 200 : 1;
    for (int i = 0; i < size; i++) {
      String userKey = "u" + random.nextInt(300);
      map.put(userKey, (long) i);
      expected.maps.computeIfAbsent(key, at -> new HashMap<>()).put(userKey, (long) i);
    }
  }

  private void removeFromMap(K key, Random random) {
    Map<String, Long> entries = expected.maps.get(key);
    if (random.nextInt(4) == 0 || entries == null) {
      map.clear();
      expected.maps.remove(key);
    } else {
      String userKey = entries.keySet().iterator().next();
      map.remove(userKey);
      entries.remove(userKey);
      if (entries.isEmpty()) {
        expected.maps.remove(key);
      }
    }
  }

  private void putNumbers(K key, Random random) {
    for (int i = random.nextInt(6); i >= 0; i--) {
      long userKey = random.nextInt(20);
      numbers.put(userKey, (long) i);
      expected.numbers.computeIfAbsent(key, at -> new HashMap<>()).put(userKey, (long) i);
    }
  }

  private void removeNumbers(K key, Random random) {
    if (random.nextInt(4) == 0) {
      numbers.clear();
      expected.numbers.remove(key);
      return;
    }
    for (var walk = numbers.iterator(); walk.hasNext(); ) {
      Map.Entry<Long, Long> entry = walk.next();
      Map<Long, Long> entries = expected.numbers.get(key);
      if (random.nextBoolean()) {
        walk.remove();
        entries.remove(entry.getKey());
      } else if (random.nextBoolean()) {
        entries.put(entry.getKey(), entry.getValue() + 1);
        entry.setValue(entry.getValue() + 1);
      }
    }
    expected.numbers.computeIfPresent(key, (at, entries) -> entries.isEmpty() ? null : entries);
  }

  private void changeTimers(K key, Random random) {
    int group = stores.keyGroup(store.keySerializer(), key);
    long time = random.nextInt(1000) - 500;
    Timer<K, NoNamespace> timer = new Timer<>(time, key, group, NoNamespace.INSTANCE);
    if (random.nextInt(3) > 0) {
      timers.add(time, key, group, NoNamespace.INSTANCE);
      expected.timers.add(timer);
    } else {
      Timer<K, NoNamespace> first = timers.poll();
      if (first != null) {
        expected.timers.remove(first);
      }
    }
  }

  private static List<Byte> bytes(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }
}
