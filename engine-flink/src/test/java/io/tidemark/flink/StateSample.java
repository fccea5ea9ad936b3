package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.TimerSerializer;

/** State of every kind, with and without namespaces, and timers, for a number of keys. */
final class StateSample {

  private static final int KEYS = 40;
  private static final List<String> NAMESPACES = List.of("", "window");

  private static final ValueStateDescriptor<String> VALUE =
      new ValueStateDescriptor<>("value", StringSerializer.INSTANCE);
  private static final ListStateDescriptor<String> LIST =
      new ListStateDescriptor<>("list", StringSerializer.INSTANCE);
  private static final MapStateDescriptor<String, Long> MAP =
      new MapStateDescriptor<>("map", StringSerializer.INSTANCE, LongSerializer.INSTANCE);
  private static final ReducingStateDescriptor<Long> REDUCING =
      new ReducingStateDescriptor<>("reducing", Long::sum, LongSerializer.INSTANCE);
  private static final AggregatingStateDescriptor<Long, Long, String> AGGREGATING =
      new AggregatingStateDescriptor<>("aggregating", new Sum(), LongSerializer.INSTANCE);

  private StateSample() {}

  static void write(CheckpointableKeyedStateBackend<String> backend) throws Exception {
    KeyGroupedInternalPriorityQueue<TimerHeapInternalTimer<String, String>> timers =
        timers(backend);
    for (int i = 0; i < KEYS; i++) {
      String key = key(i);
      backend.setCurrentKey(key);
      backend
          .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, VALUE)
          .update("value of " + key);
      for (String namespace : NAMESPACES) {
        in(namespace, LIST, backend).addAll(List.of(key, "", "a,b"));
        in(namespace, MAP, backend).put("one", (long) i);
        in(namespace, MAP, backend).put("two", 2L);
        in(namespace, REDUCING, backend).add((long) i);
        in(namespace, REDUCING, backend).add(1000L);
        in(namespace, AGGREGATING, backend).add((long) i);
      }
      timers.add(new TimerHeapInternalTimer<>(i - 20L, key, "window"));
    }
  }

  /** Checks what the backend holds for the keys that are its own; the number of these. */
  static int check(CheckpointableKeyedStateBackend<String> backend, int maxParallelism)
      throws Exception {
    List<String> own = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String key = key(i);
      int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
      if (!backend.getKeyGroupRange().contains(keyGroup)) {
        continue;
      }
      own.add(key);
      times.add(i - 20L);
      backend.setCurrentKey(key);
      assertThat(
              backend
                  .getPartitionedState(
                      VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, VALUE)
                  .value())
          .isEqualTo("value of " + key);
      for (String namespace : NAMESPACES) {
        assertThat(in(namespace, LIST, backend).get()).containsExactly(key, "", "a,b");
        Map<String, Long> entries = new HashMap<>();
        in(namespace, MAP, backend).entries().forEach(e -> entries.put(e.getKey(), e.getValue()));
        Map<String, Long> expected = new HashMap<>();
        expected.put("one", (long) i);
        expected.put("two", 2L);
        assertThat(entries).isEqualTo(expected);
        assertThat(in(namespace, REDUCING, backend).get()).isEqualTo(1000L + i);
        assertThat(in(namespace, AGGREGATING, backend).get()).isEqualTo("sum " + i);
      }
    }
    assertThat(backend.getKeys("value", VoidNamespace.INSTANCE))
        .containsExactlyInAnyOrderElementsOf(own);
    assertThat(backend.getKeys("list", "window")).containsExactlyInAnyOrderElementsOf(own);
    KeyGroupedInternalPriorityQueue<TimerHeapInternalTimer<String, String>> timers =
        timers(backend);
    List<Long> polled =
        IntStream.range(0, own.size()).mapToObj(i -> timers.poll().getTimestamp()).toList();
    assertThat(polled).isEqualTo(times);
    assertThat(timers.isEmpty()).isTrue();
    return own.size();
  }

  static int keys() {
    return KEYS;
  }

  private static String key(int i) {
    return "k".repeat(i % 3) + i;
  }

  private static <S extends State> S in(
      String namespace,
      StateDescriptor<S, ?> descriptor,
      CheckpointableKeyedStateBackend<String> backend)
      throws Exception {
    return backend.getPartitionedState(namespace, StringSerializer.INSTANCE, descriptor);
  }

  private static KeyGroupedInternalPriorityQueue<TimerHeapInternalTimer<String, String>> timers(
      CheckpointableKeyedStateBackend<String> backend) {
    return backend.create(
        "timers", new TimerSerializer<>(StringSerializer.INSTANCE, StringSerializer.INSTANCE));
  }

  private static final class Sum implements AggregateFunction<Long, Long, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(Long value, Long accumulator) {
      return value + accumulator;
    }

    @Override
    public String getResult(Long accumulator) {
      return "sum " + accumulator;
    }

    @Override
    public Long merge(Long first, Long second) {
      return first + second;
    }
  }
}
