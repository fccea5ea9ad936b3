package io.tidemark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupsSavepointStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State goes from each backend to each other one in Flink's canonical savepoints, with Flink's
 * RocksDB and ours at work in one process.
 */
final class CanonicalSavepointTest {

  private static final KeyGroupRange ALL = KeyGroupRange.of(0, KeyedBackends.MAX_PARALLELISM - 1);

  static Stream<Arguments> ways() {
    List<StateBackend> backends =
        List.of(
            new HashMapStateBackend(),
            rocksDbWithTimers("ROCKSDB"),
            rocksDbWithTimers("HEAP"),
            Backends.of("memory", true),
            Backends.of("rocksdb", true));
    return backends.stream()
        .flatMap(
            from ->
                backends.stream()
                    .filter(
                        to ->
                            from instanceof TidemarkStateBackend
                                || to instanceof TidemarkStateBackend)
                    .map(to -> Arguments.of(name(from), name(to), from, to)));
  }

  /** Flink's, which has two places for timers. */
  private static StateBackend rocksDbWithTimers(String place) {
    Configuration configuration = new Configuration();
    configuration.setString("state.backend.rocksdb.timer-service.factory", place);
    return new EmbeddedRocksDBStateBackend(true)
        .configure(configuration, CanonicalSavepointTest.class.getClassLoader());
  }

  private static String name(StateBackend backend) {
    return backend instanceof EmbeddedRocksDBStateBackend rocksDb
        ? rocksDb.getName() + " with timers in " + rocksDb.getPriorityQueueStateType()
        : backend.getName();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("ways")
  void savepointOfOneBackend_isRestoredInTwoOfAnother(
      String fromName, String toName, StateBackend from, StateBackend to) throws Exception {
    try (KeyedBackends keyed = new KeyedBackends()) {
      CheckpointableKeyedStateBackend<String> source = keyed.open(from, ALL, List.of());
      StateSample.write(source);
      KeyedStateHandle savepoint = keyed.savepoint(source);
      source.dispose();

      assertThat(savepoint).isInstanceOf(KeyGroupsSavepointStateHandle.class);
      int found = 0;
      for (KeyGroupRange half : List.of(KeyGroupRange.of(0, 6), KeyGroupRange.of(7, 15))) {
        CheckpointableKeyedStateBackend<String> target =
            keyed.open(to, half, List.of(savepoint.getIntersection(half)));
        found += StateSample.check(target, KeyedBackends.MAX_PARALLELISM);
        target.dispose();
      }
      assertThat(found).isEqualTo(StateSample.keys());
    }
  }
}
