package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StateBackendException;
import io.tidemark.spi.StateBackendFactory;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may call what from which thread, who closes what, and what is left afterwards: nothing. */
abstract class OwnershipContract extends BackendContract {

  OwnershipContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void factory_isFoundByNameAndNamesItsBackends() {
    StateBackendFactory factory = kit().factory();

    assertThat(engine.backend().name()).isEqualTo(factory.name());
    assertThat(factory.name()).isNotBlank().isEqualTo(kit().factory().name());
    assertThat(factory.aliases()).doesNotContain(factory.name());
    assertThat(ServiceLoader.load(StateBackendFactory.class))
        .as("found by ServiceLoader")
        .anyMatch(found -> found.getClass() == factory.getClass());
  }

  @Test
  void stores_areApart() {
    KitStore<Long> second = engine.open(Serializers.LONG);
    try (KitStore<Long> first = engine.open(Serializers.LONG);
        KitStore<String> third = engine.open(Serializers.STRING)) {
      Sample ofFirst = new Sample(first).fill(0, 10);
      Sample ofSecond = new Sample(second).fill(5, 7);
      third.at("key");
      Handle.of(third, Kind.LIST, Sample.plainName(Kind.VALUE)).put(1);
      SortedMap<String, Object> contents = ofFirst.contents();
      ofSecond.remove(5, 5, 6);
      second.snapshot(Mode.INCREMENTAL);
      second.close();

      assertThat(ofFirst.contents()).isEqualTo(contents);
    }
  }

  @Test
  void subtasksOfManyOperators_mayHaveTheSameIndex() {
    List<KeyedStore<Long>> stores = new ArrayList<>();
    for (String operator : new String[] {"a", "b", "../c", "ä 😀", "x".repeat(300)}) {
      stores.add(
          engine
              .backend()
              .open(
                  new StoreRequest<>(
                      operator, 0, KitEngine.ALL, KitEngine.KEY_GROUPS, Serializers.LONG),
                  StoreRestore.none()));
    }
    long number = 0;
    for (KeyedStore<Long> store : stores) {
      ValueState<Long> state = store.state(StateDescriptor.value("state", Serializers.LONG));
      store.setCurrentKey(1L, 0);
      assertThat(state.value()).isNull();
      state.update(++number);
    }
    stores.forEach(KeyedStore::close);
  }

  @Test
  void stores_mayBeOpenedByAnyThreadsAtOnce() {
    StoreSnapshot snapshot;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      expected = new Sample(store).fill(0, 60).contents();
      snapshot = store.snapshot(Mode.INCREMENTAL);
    }
    int subtasks = 4;
    ExecutorService threads = Executors.newFixedThreadPool(subtasks);
    List<Future<SortedMap<String, Object>>> parts = new ArrayList<>();
    for (int subtask = 0; subtask < subtasks; subtask++) {
      KeyGroupRange keyGroups = KeyGroups.rangeOf(subtask, subtasks, KitEngine.KEY_GROUPS);
      parts.add(
          threads.submit(
              () -> {
                try (KitStore<Long> store =
                    engine.restore(Serializers.LONG, keyGroups, List.of(snapshot))) {
                  Sample sample = new Sample(store);
                  store.write(Mode.INCREMENTAL);
                  return sample.contents();
                }
              }));
    }
    threads.shutdown();
    SortedMap<String, Object> together = new TreeMap<>();
    parts.forEach(part -> together.putAll(KitThreads.await(part)));

    assertThat(together).isEqualTo(expected);
  }

  @Test
  void store_mayBeHandedOverBetweenThreads() {
    KitStore<Long> store = engine.elsewhere(() -> engine.open(Serializers.LONG));
    Sample sample = new Sample(store).fill(0, 10);
    engine.elsewhere(() -> sample.fill(10, 20));
    SortedMap<String, Object> contents = sample.contents();
    StoreSnapshot snapshot = engine.elsewhere(() -> store.capture(Mode.FULL)).writeAndClose();
    engine.elsewhere(
        () -> {
          store.close();
          return true;
        });

    try (KitStore<Long> restored = engine.restore(Serializers.LONG, snapshot)) {
      assertThat(new Sample(restored).contents()).isEqualTo(contents);
    }
  }

  @ParameterizedTest
  @EnumSource
  void executorThatNeverRunsAnything_blocksNothing(Mode mode) {
    StateBackend backend = engine.newBackend(task -> {});
    StoreSnapshot snapshot;
    SortedMap<String, Object> expected;
    try (KitStore<Long> store =
        engine.open(backend, Serializers.LONG, KitEngine.ALL, StoreRestore.none())) {
      Sample sample = new Sample(store).fill(0, 40);
      store.snapshot(mode);
      expected = sample.fill(40, 50).contents();
      snapshot = store.snapshot(mode);
    }

    try (KitStore<Long> store =
        engine.open(
            backend,
            Serializers.LONG,
            KitEngine.ALL,
            new StoreRestore(List.of(snapshot), engine.source(), false))) {
      assertThat(new Sample(store).contents()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sourceWithoutLateReads_isReadOnlyWhileTheStoreIsOpened(Mode mode) {
    SortedMap<String, Object> contents;
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      contents = new Sample(store).fill(0, 40).contents();
      snapshot = store.snapshot(mode);
    }
    AtomicBoolean opened = new AtomicBoolean();
    Queue<BlobRef> late = new ConcurrentLinkedQueue<>();
    BlobSource blobs = engine.source();
    BlobSource source =
        (blob, offset, length) -> {
          if (opened.get()) {
            late.add(blob);
          }
          return blobs.open(blob, offset, length);
        };

    try (KitStore<Long> store =
        engine.open(
            Serializers.LONG, KitEngine.ALL, new StoreRestore(List.of(snapshot), source, false))) {
      opened.set(true);
      store.snapshot(Mode.FULL);
      assertThat(new Sample(store).contents()).isEqualTo(contents);
    }

    assertThat(late).isEmpty();
  }

  @Test
  void closeOfAStore_isIdempotentAndLeavesTheOthers() {
    try (KitStore<Long> other = engine.open(Serializers.LONG)) {
      SortedMap<String, Object> contents = new Sample(other).fill(0, 10).contents();
      KitStore<Long> store = engine.open(Serializers.LONG);
      new Sample(store).fill(0, 10);
      KitCapture capture = store.capture(Mode.INCREMENTAL);
      store.close();
      store.close();
      capture.close();
      capture.close();
      store.close();

      assertThat(new Sample(other).contents()).isEqualTo(contents);
    }
  }

  @Test
  void closedStore_givesOutNothing() {
    KitStore<Long> store = engine.open(Serializers.LONG);
    KeyedStore<Long> bare = store.bare();
    StateDescriptor.OfValue<Long> value = StateDescriptor.value("value", Serializers.LONG);
    CaptureRequest request = new CaptureRequest(engine.nextSnapshotId(), Mode.FULL);
    store.close();

    assertThatThrownBy(() -> bare.state(value)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> bare.timers("timers", Serializers.LONG))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> bare.capture(request)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closedBackend_opensNoStore() {
    StateBackend backend = engine.newBackend(Runnable::run);
    backend.close();

    assertThatThrownBy(
            () -> engine.open(backend, Serializers.LONG, KitEngine.ALL, StoreRestore.none()))
        .isInstanceOf(StateBackendException.class)
        .hasMessageContaining(backend.name());
  }

  @Test
  void closeOfABackend_closesWhatIsLeftAndIsIdempotent() {
    Set<Path> before = engine.files();
    StateBackend backend = engine.newBackend(Runnable::run);
    KitStore<Long> store =
        engine.open(backend, Serializers.LONG, KitEngine.ALL, StoreRestore.none());
    SortedMap<String, Object> contents = new Sample(store).fill(0, 30).contents();
    KitCapture capture = store.capture(Mode.INCREMENTAL);
    backend.close();
    assertThat(engine.files()).as("files of a backend that is closed").isEqualTo(before);
    backend.close();
    StoreSnapshot snapshot = null;
    try {
      snapshot = capture.write();
    } catch (CancellationException e) {
      assertThat(e).isNotNull();
    }
    capture.close();
    store.close();

    if (snapshot != null) {
      try (KitStore<Long> restored = engine.restore(Serializers.LONG, snapshot)) {
        assertThat(new Sample(restored).contents()).isEqualTo(contents);
      }
    }
  }

  @Test
  void backendsOfOneProcess_areApart() {
    StateBackend other = engine.newBackend(Runnable::run);
    KitStore<Long> its = engine.open(other, Serializers.LONG, KitEngine.ALL, StoreRestore.none());
    try (KitStore<Long> mine = engine.open(Serializers.LONG)) {
      SortedMap<String, Object> contents = new Sample(mine).fill(0, 10).contents();
      new Sample(its).fill(5, 20);
      its.close();
      other.close();

      assertThat(new Sample(mine).contents()).isEqualTo(contents);
    }
  }

  @Test
  void closedStore_letsGoOfItsValues() {
    KitStore<Long> store = engine.open(Serializers.LONG);
    WeakReference<Box> value = putBox(store);
    store.close();

    Reclaimed.await(value, "a value of a store that is closed");
  }

  @ParameterizedTest
  @EnumSource
  void closedCapture_letsGoOfItsValues(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      WeakReference<Box> value = putBox(store);
      KitCapture written = store.capture(mode);
      written.write();
      KitCapture unwritten = store.capture(mode);
      ValueState<Box> state = store.state(StateDescriptor.value("box", Box.SERIALIZER));
      store.at(1L);
      state.update(new Box(2, "another"));
      written.close();
      unwritten.close();
      store.bare().snapshotCompleted(written.id());

      Reclaimed.await(value, "a value that only captures had, which are closed");
    }
  }

  @Test
  void removedValue_isLetGo() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      WeakReference<Box> value = putBox(store);
      store.state(StateDescriptor.value("box", Box.SERIALIZER)).clear();

      Reclaimed.await(value, "a value that was removed");
      assertThat(store.keys("box", NoNamespace.INSTANCE)).isEmpty();
    }
  }

  private static WeakReference<Box> putBox(KitStore<Long> store) {
    ValueState<Box> state = store.state(StateDescriptor.value("box", Box.SERIALIZER));
    store.at(1L);
    Box box = new Box(1, "one");
    state.update(box);
    return new WeakReference<>(box);
  }
}
