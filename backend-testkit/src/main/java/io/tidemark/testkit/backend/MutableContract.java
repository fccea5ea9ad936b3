package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.NamespacedState;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that whoever holds them can change, and values that nobody needs to copy. */
abstract class MutableContract extends BackendContract {

  private static final long KEYS = 10;

  MutableContract(StateBackendKit kit) {
    super(kit);
  }

  /** States whose values users can change in place, as some do. */
  private static final class Boxes {

    private final KitStore<Long> store;
    private final ValueState<Box> value;
    private final ListState<Box> list;
    private final MapState<Long, Box> map;
    private final ReducingState<Box> reducing;

    Boxes(KitStore<Long> store) {
      this.store = store;
      value = store.state(StateDescriptor.value("value", Box.SERIALIZER));
      list = store.state(StateDescriptor.list("list", Box.SERIALIZER));
      map = store.state(StateDescriptor.map("map", Serializers.LONG, Box.SERIALIZER));
      reducing =
          store.state(
              StateDescriptor.reducing(
                  "reducing",
                  Box.SERIALIZER,
                  (a, b) -> new Box(a.number + b.number, a.label + b.label)));
    }

    Boxes fill() {
      for (long key = 0; key < KEYS; key++) {
        store.at(key);
        value.update(new Box(key, "value"));
        list.add(new Box(key, "first"));
        list.add(new Box(key, "second"));
        map.put(1L, new Box(key, "one"));
        map.put(2L, new Box(key, "two"));
        reducing.add(new Box(key, "reduced"));
        reducing.add(new Box(key, "again"));
      }
      return this;
    }

    /** Reads everything and changes it in place. */
    List<Box> readAndChange(String label) {
      List<Box> read = new ArrayList<>();
      for (long key = 0; key < KEYS; key++) {
        store.at(key);
        read.add(value.value());
        read.addAll(list.get());
        read.add(map.get(1L));
        map.values().forEach(read::add);
        read.add(reducing.get());
      }
      for (Box box : read) {
        box.number += 1_000;
        box.label = label;
      }
      return read;
    }

    SortedMap<String, String> contents() {
      SortedMap<String, String> contents = new TreeMap<>();
      for (long key = 0; key < KEYS; key++) {
        store.at(key);
        contents.put("value of " + key, String.valueOf(value.value()));
        contents.put("list of " + key, list.get().toString());
        for (var entry : map.entries()) {
          contents.put("map of " + key + " at " + entry.getKey(), entry.getValue().toString());
        }
        contents.put("reducing of " + key, String.valueOf(reducing.get()));
      }
      return contents;
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesReadAndChangedAfterACapture_areNotInIt(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      SortedMap<String, String> captured = boxes.contents();
      KitCapture capture = store.capture(mode);
      assertThat(boxes.readAndChange("changed")).isNotEmpty();
      requireCaptured(captured, capture);
    }
  }

  @ParameterizedTest
  @EnumSource
  void elementsOfAListThatWasAppendedToAfterACapture_canBeChangedBesideIt(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      SortedMap<String, String> captured = boxes.contents();
      KitCapture capture = store.capture(mode);
      for (long key = 0; key < KEYS; key++) {
        store.at(key);
        boxes.list.add(new Box(key, "third"));
        boxes.list.get().forEach(element -> element.label = "changed");
        assertThat(boxes.list.get()).hasSize(3);
      }
      requireCaptured(captured, capture);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueThatWasNextBeforeACapture_canBeChangedBesideIt(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      SortedMap<String, String> captured = boxes.contents();
      store.at(1L);
      Iterator<Map.Entry<Long, Box>> walk = boxes.map.iterator();
      assertThat(walk.hasNext()).isTrue();
      KitCapture capture = store.capture(mode);
      walk.next().getValue().label = "changed";
      requireCaptured(captured, capture);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueOfAnEntryThatWasRemovedWhileItWasNext_canBeChangedBesideACapture(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      SortedMap<String, String> captured = boxes.contents();
      store.at(1L);
      Iterator<Map.Entry<Long, Box>> walk = boxes.map.iterator();
      assertThat(walk.hasNext()).isTrue();
      KitCapture capture = store.capture(mode);
      boxes.map.remove(1L);
      boxes.map.remove(2L);
      walk.next().getValue().label = "changed";
      requireCaptured(captured, capture);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesReadAndChangedBetweenCaptures_areInNoEarlierOne(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      List<SortedMap<String, String>> moments = new ArrayList<>();
      List<KitCapture> captures = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        boxes.fill();
        moments.add(boxes.contents());
        captures.add(store.capture(mode));
        boxes.readAndChange("round " + round);
      }
      for (int round = 0; round < 3; round++) {
        StoreSnapshot snapshot = captures.get(round).write();
        captures.get(round).close();
        if (round == 0) {
          assertThat(contentsOf(snapshot)).isEqualTo(moments.get(0));
        } else {
          assertThat(contentsOf(snapshot).keySet()).isEqualTo(moments.get(round).keySet());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void accumulatorChangedInPlaceAfterACapture_isNotInIt(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      var sums = Handle.of(store, Kind.AGGREGATING, "sums");
      for (long key = 0; key < KEYS; key++) {
        store.at(key);
        sums.put(key);
      }
      KitCapture capture = store.capture(mode);
      for (long key = 0; key < KEYS; key++) {
        store.at(key);
        sums.put(100);
      }
      StoreSnapshot snapshot = capture.write();
      capture.close();

      try (KitStore<Long> restored = engine.restore(Serializers.LONG, snapshot)) {
        var same = Handle.of(restored, Kind.AGGREGATING, "sums");
        for (long key = 0; key < KEYS; key++) {
          restored.at(key);
          assertThat(same.contents()).isEqualTo(Kind.AGGREGATING.of(key));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesMergedAndChangedAfterACapture_areNotInIt(Mode mode) {
    StoreSnapshot snapshot;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      NamespacedState<Long, ValueState<Box>> value =
          store.state(StateDescriptor.value("value", Box.SERIALIZER), Serializers.LONG);
      NamespacedState<Long, ListState<Box>> list =
          store.state(StateDescriptor.list("list", Box.SERIALIZER), Serializers.LONG);
      NamespacedState<Long, MapState<Long, Box>> map =
          store.state(
              StateDescriptor.map("map", Serializers.LONG, Box.SERIALIZER), Serializers.LONG);
      store.at(1L);
      value.in(1L).update(new Box(1, "value"));
      list.in(1L).add(new Box(1, "element"));
      map.in(1L).put(1L, new Box(1, "entry"));
      try (KitCapture capture = store.capture(mode)) {
        value.merge(2L, List.of(1L));
        list.merge(2L, List.of(1L));
        map.merge(2L, List.of(1L));
        Objects.requireNonNull(value.in(2L).value()).label = "changed";
        list.in(2L).get().get(0).label = "changed";
        Objects.requireNonNull(map.in(2L).get(1L)).label = "changed";
        snapshot = capture.write();
      }
    }

    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      store.at(1L);
      assertThat(
              store
                  .state(StateDescriptor.value("value", Box.SERIALIZER), Serializers.LONG)
                  .in(1L)
                  .value())
          .isEqualTo(new Box(1, "value"));
      assertThat(
              store
                  .state(StateDescriptor.list("list", Box.SERIALIZER), Serializers.LONG)
                  .in(1L)
                  .get())
          .containsExactly(new Box(1, "element"));
      assertThat(
              store
                  .state(
                      StateDescriptor.map("map", Serializers.LONG, Box.SERIALIZER),
                      Serializers.LONG)
                  .in(1L)
                  .get(1L))
          .isEqualTo(new Box(1, "entry"));
    }
  }

  @Test
  void valueChangedInPlaceAndPutBack_isInTheNextIncrement() {
    StoreSnapshot snapshot;
    SortedMap<String, String> expected;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      store.snapshot(Mode.INCREMENTAL);
      store.at(3L);
      Box value = Objects.requireNonNull(boxes.value.value());
      value.label = "changed";
      boxes.value.update(value);
      Box inMap = Objects.requireNonNull(boxes.map.get(1L));
      inMap.label = "changed";
      boxes.map.put(1L, inMap);
      expected = boxes.contents();
      assertThat(expected).containsValue("3:changed");
      snapshot = store.snapshot(Mode.INCREMENTAL);
    }

    assertThat(contentsOf(snapshot)).isEqualTo(expected);
  }

  @Test
  void valueThatWasHandedOut_isNotChangedByTheBackend() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Boxes boxes = new Boxes(store).fill();
      store.at(1L);
      Box value = boxes.value.value();
      List<Box> list = boxes.list.get();
      Box inMap = boxes.map.get(1L);
      Box reduced = boxes.reducing.get();
      boxes.value.update(new Box(7, "another"));
      boxes.list.add(new Box(7, "third"));
      boxes.map.put(1L, new Box(7, "another"));
      boxes.reducing.add(new Box(7, "more"));
      store.at(2L);
      boxes.contents();
      store.snapshot(Mode.INCREMENTAL);

      assertThat(value).isEqualTo(new Box(1, "value"));
      assertThat(list).containsExactly(new Box(1, "first"), new Box(1, "second"));
      assertThat(inMap).isEqualTo(new Box(1, "one"));
      assertThat(reduced).isEqualTo(new Box(2, "reducedagain"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void immutableValues_areNeverCopied(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      ValueState<String> value = store.state(StateDescriptor.value("value", new Uncopied()));
      ListState<String> list = store.state(StateDescriptor.list("list", new Uncopied()));
      MapState<String, String> map =
          store.state(StateDescriptor.map("map", new Uncopied(), new Uncopied()));
      for (int round = 0; round < 3; round++) {
        for (long key = 0; key < KEYS; key++) {
          store.at(key);
          value.update("value " + round);
          list.add("element " + round);
          map.put("key", "value " + round);
        }
        try (KitCapture capture = store.capture(mode)) {
          for (long key = 0; key < KEYS; key++) {
            store.at(key);
            assertThat(value.value()).isEqualTo("value " + round);
            assertThat(list.get()).hasSize(round + 1);
            assertThat(map.get("key")).isEqualTo("value " + round);
            assertThat(map.values()).hasSize(1);
          }
          capture.write();
        }
      }
    }
  }

  private void requireCaptured(SortedMap<String, String> contents, KitCapture capture) {
    StoreSnapshot snapshot = capture.write();
    capture.close();

    assertThat(contentsOf(snapshot)).isEqualTo(contents);
  }

  private SortedMap<String, String> contentsOf(StoreSnapshot snapshot) {
    try (KitStore<Long> store = engine.restore(Serializers.LONG, snapshot)) {
      return new Boxes(store).contents();
    }
  }
}
