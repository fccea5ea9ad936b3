package io.tidemark.testkit.backend;

import static io.tidemark.spi.CaptureRequest.Mode.INCREMENTAL;
import static io.tidemark.spi.CaptureRequest.Mode.SAVEPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.testkit.backend.KitStore.Written;
import java.time.Duration;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That increments lose no change, whatever becomes of the snapshots before them. */
abstract class OutcomeContract extends BackendContract {

  OutcomeContract(StateBackendKit kit) {
    super(kit);
  }

  @Test
  void changesOfADiscardedSnapshot_areInTheNext() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      StoreSnapshot base = store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      sample.remove(2, 2, 3);
      Written lost = store.write(INCREMENTAL);
      sample.put(3, 60);
      store.discarded(lost);
      engine.retainOnly(base);
      StoreSnapshot next = store.snapshot(INCREMENTAL);

      assertThat(sampleIn(next)).isEqualTo(sample.contents());
    }
  }

  @Test
  void changesOfACaptureThatWasNeverWritten_areInTheNext() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      sample.remove(2, 2, 3);
      store.capture(INCREMENTAL).close();
      sample.put(3, 60);

      assertThat(sampleIn(store.snapshot(INCREMENTAL))).isEqualTo(sample.contents());
    }
  }

  @Test
  void changesOfACaptureThatFailed_areInTheNext() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      sample.remove(2, 2, 3);
      try (KitCapture capture = store.capture(INCREMENTAL)) {
        FailingSink sink = new FailingSink(engine.blobs(), 1);
        assertThat(engine.start(() -> capture.writeHere(sink))).failsWithin(Duration.ofMinutes(1));
      }

      assertThat(sampleIn(store.snapshot(INCREMENTAL))).isEqualTo(sample.contents());
    }
  }

  @Test
  void snapshotTakenWhileAnotherIsPending_survivesItsDiscarding() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      Written pending = store.write(INCREMENTAL);
      sample.put(2, 60);
      Written next = store.write(INCREMENTAL);
      SortedMap<String, Object> atNext = sample.contents();
      store.discarded(pending);
      store.completed(next);
      engine.retainOnly(next.snapshot());

      assertThat(sampleIn(next.snapshot())).isEqualTo(atNext);
      sample.put(3, 70);
      sample.remove(1, 1, 2, 50);
      StoreSnapshot last = store.snapshot(INCREMENTAL);
      engine.retainOnly(last);
      assertThat(sampleIn(last)).isEqualTo(sample.contents());
    }
  }

  @Test
  void pendingSnapshotsDiscardedTogether_loseNothing() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      StoreSnapshot base = store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      Written first = store.write(INCREMENTAL);
      sample.put(2, 60);
      sample.remove(4, 4, 5);
      Written second = store.write(INCREMENTAL);
      sample.put(3, 70);
      store.discarded(second);
      store.discarded(first);
      engine.retainOnly(base);

      assertThat(sampleIn(store.snapshot(INCREMENTAL))).isEqualTo(sample.contents());
    }
  }

  @Test
  void completionsInAnyOrder_loseNothing() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      Written first = store.write(INCREMENTAL);
      sample.put(1, 50);
      Written second = store.write(INCREMENTAL);
      sample.put(2, 60);
      Written third = store.write(INCREMENTAL);
      sample.remove(1, 1, 2, 50);
      store.completed(third);
      store.completed(first);
      store.completed(second);
      StoreSnapshot last = store.snapshot(INCREMENTAL);
      engine.retainOnly(last);

      assertThat(sampleIn(last)).isEqualTo(sample.contents());
    }
  }

  @Test
  void completionWhileALaterCaptureIsUnwritten_losesNothing() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      Written first = store.write(INCREMENTAL);
      sample.put(1, 50);
      KitCapture capture = store.capture(INCREMENTAL);
      SortedMap<String, Object> captured = sample.contents();
      sample.put(2, 60);
      store.completed(first);
      StoreSnapshot second = capture.write();
      capture.close();
      sample.put(3, 70);

      assertThat(sampleIn(second)).isEqualTo(captured);
      assertThat(sampleIn(store.snapshot(INCREMENTAL))).isEqualTo(sample.contents());
    }
  }

  @Test
  void unknownIds_areIgnored() {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      store.bare().snapshotCompleted(99);
      store.bare().snapshotDiscarded(98);
      store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      store.bare().snapshotCompleted(97);
      store.bare().snapshotDiscarded(0);

      assertThat(sampleIn(store.snapshot(INCREMENTAL))).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void snapshotOfAnyMode_hidesNoChangeFromTheNextIncrement(Mode between) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      StoreSnapshot base = store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      sample.remove(2, 2, 3);
      StoreSnapshot other = store.snapshot(between);
      sample.put(3, 60);
      StoreSnapshot next = store.snapshot(INCREMENTAL);
      if (between == SAVEPOINT) {
        engine.retainOnly(base, next);
      } else {
        engine.retainOnly(other, next);
      }

      assertThat(sampleIn(next)).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void discardedSnapshotOfAnyMode_hidesNoChangeFromTheNextIncrement(Mode between) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 20);
      StoreSnapshot base = store.snapshot(INCREMENTAL);
      sample.put(1, 50);
      sample.remove(2, 2, 3);
      store.discarded(store.write(between));
      sample.put(3, 60);
      engine.retainOnly(base);

      assertThat(sampleIn(store.snapshot(INCREMENTAL))).isEqualTo(sample.contents());
    }
  }
}
