package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.DoubleSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Maps of numbers, which a backend may keep as primitives, and of nulls among them, beside plain
 * maps: through changes of every kind, snapshots that build on others, and restores.
 */
final class MapOfNumbersTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, KeyedBackends.MAX_PARALLELISM - 1);
  private static final long SEED = 20_11;
  private static final int ROUNDS = 12;
  private static final int CHANGES = 400;
  private static final int KEYS = 5;

  /** So many of the keys have maps that the memory backend keeps in one array. */
  private static final int FEW_KEYS = 2;

  private static final int FEW_USER_KEYS = 12;

  /** More entries than a page of the memory backend takes. */
  private static final int USER_KEYS = 150;

  /** A type of numbers, with those at the ends of its range. */
  private record Numbers<V>(
      TypeSerializer<V> serializer, Function<Random, V> any, List<V> extremes) {

    @Nullable V draw(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> null;
        case 1 -> extremes.get(random.nextInt(extremes.size()));
        default -> any.apply(random);
      };
    }

    @Override
    public String toString() {
      return serializer.getClass().getSimpleName();
    }
  }

  static Stream<Arguments> cases() {
    List<Numbers<?>> types =
        List.of(
            new Numbers<>(
                LongSerializer.INSTANCE,
                Random::nextLong,
                List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)),
            new Numbers<>(
                IntSerializer.INSTANCE,
                Random::nextInt,
                List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)),
            new Numbers<>(
                DoubleSerializer.INSTANCE,
                Random::nextDouble,
                List.of(0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE)));
    return Stream.of("memory", "rocksdb")
        .flatMap(backend -> types.stream().map(type -> Arguments.of(backend, type)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  <V> void anyChangesAndRestores_areThoseOfAMap(String name, Numbers<V> numbers) throws Exception {
    Random random = new Random(SEED);
    MapStateDescriptor<Long, V> descriptor =
        new MapStateDescriptor<>("map", LongSerializer.INSTANCE, numbers.serializer());
    Map<String, Map<Long, V>> model = new HashMap<>();
    List<KeyedStateHandle> restored = List.of();
    try (KeyedBackends keyed = new KeyedBackends()) {
      CheckpointableKeyedStateBackend<String> backend =
          keyed.open(Backends.of(name, true), ALL, restored);
      for (int round = 1; round <= ROUNDS; round++) {
        change(backend, descriptor, model, numbers, random);
        check(backend, descriptor, model);
        var captured = keyed.capture(backend, round);
        Map<String, Map<Long, V>> picture = new HashMap<>();
        model.forEach((key, map) -> picture.put(key, new HashMap<>(map)));
        change(backend, descriptor, model, numbers, random); // which the picture must not show
        KeyedStateHandle checkpoint = KeyedBackends.run(captured);
        ((CheckpointListener) backend).notifyCheckpointComplete(round);
        check(backend, descriptor, model);
        if (round % 3 == 0) {
          backend.dispose();
          backend = keyed.open(Backends.of(name, true), ALL, List.of(checkpoint));
          model.clear();
          model.putAll(picture);
          check(backend, descriptor, model);
        }
      }
      backend.dispose();
    }
  }

  private static <V> void change(
      CheckpointableKeyedStateBackend<String> backend,
      MapStateDescriptor<Long, V> descriptor,
      Map<String, Map<Long, V>> model,
      Numbers<V> numbers,
      Random random)
      throws Exception {
    for (int i = 0; i < CHANGES; i++) {
      int number = random.nextInt(KEYS);
      String key = "k" + number;
      change(
          in(backend, key, descriptor),
          model.computeIfAbsent(key, unknown -> new HashMap<>()),
          random.nextInt(number < FEW_KEYS ? FEW_USER_KEYS : USER_KEYS),
          numbers.draw(random),
          random);
    }
  }

  private static <V> void change(
      MapState<Long, V> map, Map<Long, V> model, long userKey, @Nullable V value, Random random)
      throws Exception {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> {
        map.remove(userKey);
        model.remove(userKey);
      }
      case 3 -> {
        Iterator<Map.Entry<Long, V>> entries = map.iterator();
        while (entries.hasNext()) {
          Map.Entry<Long, V> entry = entries.next();
          if (random.nextInt(8) == 0) {
            entries.remove();
            model.remove(entry.getKey());
          } else if (random.nextInt(8) == 0) {
            entry.setValue(value);
            model.put(entry.getKey(), value);
          }
        }
      }
      default -> {
        map.put(userKey, value);
        model.put(userKey, value);
      }
    }
    assertThat(map.get(userKey)).isEqualTo(model.get(userKey));
    assertThat(map.contains(userKey)).isEqualTo(model.containsKey(userKey));
  }

  private static <V> void check(
      CheckpointableKeyedStateBackend<String> backend,
      MapStateDescriptor<Long, V> descriptor,
      Map<String, Map<Long, V>> model)
      throws Exception {
    for (Map.Entry<String, Map<Long, V>> expected : model.entrySet()) {
      MapState<Long, V> map = in(backend, expected.getKey(), descriptor);
      Map<Long, V> found = new HashMap<>();
      List<V> values = new ArrayList<>();
      map.entries().forEach(entry -> found.put(entry.getKey(), entry.getValue()));
      map.values().forEach(values::add);
      assertThat(found).isEqualTo(expected.getValue());
      assertThat(values).containsExactlyInAnyOrderElementsOf(expected.getValue().values());
      for (long userKey = 0; userKey < USER_KEYS; userKey++) {
        assertThat(map.get(userKey)).isEqualTo(expected.getValue().get(userKey));
      }
    }
  }

  private static <V> MapState<Long, V> in(
      CheckpointableKeyedStateBackend<String> backend,
      String key,
      MapStateDescriptor<Long, V> descriptor)
      throws Exception {
    backend.setCurrentKey(key);
    return backend.getPartitionedState(
        VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
  }
}
