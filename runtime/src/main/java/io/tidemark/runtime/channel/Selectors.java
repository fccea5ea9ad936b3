package io.tidemark.runtime.channel;

import io.tidemark.runtime.channel.ChannelOutput.Selector;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroups;
import java.util.function.Function;

/** The selectors of the {@link Partitioning partitionings}. */
final class Selectors {

  private Selectors() {}

  static Selector of(Partitioning partitioning, int channels, int maxParallelism) {
    if (partitioning instanceof Partitioning.ByKey<?, ?> byKey) {
      return byKey(byKey, channels, maxParallelism);
    }
    if (partitioning instanceof Partitioning.Broadcast) {
      return (value, timestamp, output) -> {
        for (int i = 0; i < channels; i++) {
          output.add(i, value, timestamp, 0);
        }
      };
    }
    return channels == 1
        ? (value, timestamp, output) -> output.add(0, value, timestamp, 0)
        : new InTurn(channels);
  }

  @SuppressWarnings("unchecked") // the edge carries what its key function takes
  private static <T, K> Selector byKey(
      Partitioning.ByKey<T, K> byKey, int channels, int maxParallelism) {
    Function<T, K> key = byKey.key();
    Serializer<K> serializer = byKey.serializer();
    WriteBuffer scratch = new WriteBuffer(64);
    return (value, timestamp, output) -> {
      int keyGroup = KeyGroups.of(key.apply((T) value), serializer, maxParallelism, scratch);
      output.add(
          KeyGroups.subtaskOf(keyGroup, channels, maxParallelism), value, timestamp, keyGroup);
    };
  }

  private static final class InTurn implements Selector {
    private final int channels;
    private int next;

    InTurn(int channels) {
      this.channels = channels;
    }

    @Override
    public void select(Object value, long timestamp, ChannelOutput output) {
      output.add(next, value, timestamp, 0);
      next = next + 1 == channels ? 0 : next + 1;
    }
  }
}
