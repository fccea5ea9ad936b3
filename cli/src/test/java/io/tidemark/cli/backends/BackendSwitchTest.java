package io.tidemark.cli.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.config.Configuration;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.MetricGroup;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendProviders;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that changes its backend and its parallelism at once, through savepoints. */
class BackendSwitchTest {

  private static final int MAX_PARALLELISM = 128;
  private static final int KEYS = 400;

  private static final StateDescriptor.OfValue<String> VALUE =
      StateDescriptor.value("value", Serializers.STRING);
  private static final StateDescriptor.OfList<Long> LIST =
      StateDescriptor.list("list", Serializers.LONG);
  private static final StateDescriptor.OfMap<String, Long> MAP =
      StateDescriptor.map("map", Serializers.STRING, Serializers.LONG);
  private static final StateDescriptor.OfReducing<Long> SUM =
      StateDescriptor.reducing("sum", Serializers.LONG, Long::sum);

  @TempDir Path directory;

  private final Random random = new Random(11);
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final WriteBuffer scratch = new WriteBuffer(16);

  @Test
  void memoryToRocksDbToMemory_keepsEveryEntryAtEachParallelism() {
    List<StoreSnapshot> savepoint = List.of();
    Map<String, String> expected = new TreeMap<>();
    List<String> backends = List.of("memory", "rocksdb", "memory", "rocksdb");
    List<Integer> parallelisms = List.of(2, 3, 1, 2);
    for (int stage = 0; stage < backends.size(); stage++) {
      try (StateBackend backend = backend(backends.get(stage), stage)) {
        List<Subtask> subtasks = open(backend, parallelisms.get(stage), savepoint);
        assertThat(contents(subtasks)).as(backends.get(stage)).isEqualTo(expected);
        subtasks.forEach(this::change);
        expected = contents(subtasks);
        assertThat(expected).hasSizeGreaterThan(KEYS * (stage + 1));
        savepoint = savepoint(subtasks, stage);
        subtasks.forEach(subtask -> subtask.store.close());
      }
    }
  }

  private StateBackend backend(String name, int stage) {
    return StateBackendProviders.load(getClass().getClassLoader())
        .named(name)
        .create(
            new BackendContext(
                Configuration.empty(),
                directory.resolve("stage-" + stage),
                Runnable::run,
                InstantSource.system(),
                MetricGroup.none()));
  }

  private List<Subtask> open(StateBackend backend, int parallelism, List<StoreSnapshot> snapshots) {
    List<Subtask> subtasks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      KeyGroupRange range = KeyGroups.rangeOf(i, parallelism, MAX_PARALLELISM);
      StoreRestore restore =
          snapshots.isEmpty() ? StoreRestore.none() : new StoreRestore(snapshots, blobs, false);
      subtasks.add(
          new Subtask(
              backend.open(
                  new StoreRequest<>("op", i, range, MAX_PARALLELISM, Serializers.LONG), restore)));
    }
    return subtasks;
  }

  private List<StoreSnapshot> savepoint(List<Subtask> subtasks, long id) {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    for (Subtask subtask : subtasks) {
      try (StoreCapture capture =
          subtask.store.capture(new CaptureRequest(id + 1, CaptureRequest.Mode.SAVEPOINT))) {
        snapshots.add(capture.write(blobs));
      }
    }
    return snapshots;
  }

  private void change(Subtask subtask) {
    for (long i = 0; i < KEYS; i++) {
      long key = random.nextInt(2 * KEYS);
      int keyGroup = KeyGroups.of(key, Serializers.LONG, MAX_PARALLELISM, scratch);
      if (!subtask.store.keyGroups().contains(keyGroup)) {
        continue;
      }
      subtask.store.setCurrentKey(key, keyGroup);
      long namespace = random.nextInt(3);
      if (random.nextInt(5) == 0) {
        subtask.value.in(namespace).clear();
        subtask.list.in(namespace).clear();
      } else {
        subtask.value.in(namespace).update("value " + random.nextInt());
        subtask.list.in(namespace).add(random.nextLong());
      }
      subtask.map.in(namespace).put("key " + random.nextInt(5), i);
      subtask.sum.in(namespace).add(i);
      subtask.timers.add(random.nextInt(1_000), key, keyGroup, namespace);
    }
  }

  /** Everything that the stores hold, as text under text. */
  private static Map<String, String> contents(List<Subtask> subtasks) {
    Map<String, String> contents = new TreeMap<>();
    for (Subtask subtask : subtasks) {
      subtask.addContents(contents);
    }
    return contents;
  }

  /** The states of one store. */
  private final class Subtask {

    private final KeyedStore<Long> store;
    private final NamespacedState<Long, ValueState<String>> value;
    private final NamespacedState<Long, ListState<Long>> list;
    private final NamespacedState<Long, MapState<String, Long>> map;
    private final NamespacedState<Long, ReducingState<Long>> sum;
    private final TimerQueue<Long, Long> timers;

    Subtask(KeyedStore<Long> store) {
      this.store = store;
      value = store.state(VALUE, Serializers.LONG);
      list = store.state(LIST, Serializers.LONG);
      map = store.state(MAP, Serializers.LONG);
      sum = store.state(SUM, Serializers.LONG);
      timers = store.timers("timers", Serializers.LONG);
    }

    void addContents(Map<String, String> contents) {
      add(VALUE, contents, namespace -> String.valueOf(value.in(namespace).value()));
      add(LIST, contents, namespace -> list.in(namespace).get().toString());
      add(MAP, contents, namespace -> entries(map.in(namespace)));
      add(SUM, contents, namespace -> String.valueOf(sum.in(namespace).get()));
      KeyGroupRange range = store.keyGroups();
      for (int keyGroup = range.first(); keyGroup <= range.last(); keyGroup++) {
        timers.inKeyGroup(keyGroup).forEach(timer -> contents.put(timer.toString(), "is set"));
      }
    }

    private void add(
        StateDescriptor<?> state, Map<String, String> contents, LongFunction<String> read) {
      store
          .<Long>keysAndNamespaces(state.name())
          .toList()
          .forEach(
              place -> {
                long key = place.key();
                store.setCurrentKey(
                    key, KeyGroups.of(key, Serializers.LONG, MAX_PARALLELISM, scratch));
                String at = state.name() + " of " + key + " in " + place.namespace();
                contents.put(at, read.apply(place.namespace()));
              });
    }

    private String entries(MapState<String, Long> entries) {
      List<String> texts = new ArrayList<>();
      entries.iterator().forEachRemaining(e -> texts.add(e.getKey() + "=" + e.getValue()));
      Collections.sort(texts);
      return texts.toString();
    }
  }
}
