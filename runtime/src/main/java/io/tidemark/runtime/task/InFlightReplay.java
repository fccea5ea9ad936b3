package io.tidemark.runtime.task;

import io.tidemark.runtime.channel.Partitioning;
import io.tidemark.runtime.graph.JobEdge;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Records that a barrier had overtaken, dealt out again by the rule of their edge and processed
 * before new input. Records of one channel, and so of one key from one sender, keep their order:
 * they are sorted by the subtask that held them and the one that sent them, and otherwise stay as
 * they were.
 */
final class InFlightReplay {

  /** Takes a record that is this subtask's. */
  interface Target {
    void process(int input, Object value, long timestamp, int keyGroup);
  }

  private final ArrayDeque<Mine> mine = new ArrayDeque<>();

  private record Mine(int input, Object value, long timestamp, int keyGroup) {}

  InFlightReplay(
      List<InFlightRecord> all,
      List<JobEdge> edges,
      int subtask,
      int parallelism,
      int maxParallelism) {
    KeyGroupRange range = KeyGroups.rangeOf(subtask, parallelism, maxParallelism);
    WriteBuffer scratch = new WriteBuffer(64);
    all.stream()
        .sorted(Comparator.comparingInt(InFlightRecord::to).thenComparingInt(InFlightRecord::from))
        .forEach(
            record -> {
              JobEdge edge = edges.get(record.edge());
              Object value = read(edge.type(), record.value());
              if (edge.partitioning() instanceof Partitioning.ByKey<?, ?> byKey) {
                int keyGroup = keyGroup(byKey, value, maxParallelism, scratch);
                if (range.contains(keyGroup)) {
                  mine.add(new Mine(edge.input(), value, record.timestamp(), keyGroup));
                }
              } else if (record.to() % parallelism == subtask) {
                mine.add(new Mine(edge.input(), value, record.timestamp(), 0));
              }
            });
  }

  boolean isDone() {
    return mine.isEmpty();
  }

  /** Processes at most {@code most} records; returns how many. */
  int replay(int most, Target target) {
    int count = 0;
    for (; count < most && !mine.isEmpty(); count++) {
      Mine record = mine.remove();
      target.process(record.input(), record.value(), record.timestamp(), record.keyGroup());
    }
    return count;
  }

  private static <T> T read(Serializer<T> type, byte[] bytes) {
    return type.read(new ReadBuffer(bytes));
  }

  @SuppressWarnings("unchecked") // the edge carries what its key function takes
  private static <T, K> int keyGroup(
      Partitioning.ByKey<T, K> byKey, Object value, int maxParallelism, WriteBuffer scratch) {
    Function<T, K> key = byKey.key();
    return KeyGroups.of(key.apply((T) value), byKey.serializer(), maxParallelism, scratch);
  }
}
