package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A capture is a picture of its moment, whatever happens around it. */
abstract class CaptureContract extends BackendContract {

  CaptureContract(StateBackendKit kit) {
    super(kit);
  }

  @ParameterizedTest
  @EnumSource
  void laterChanges_doNotDisturbTheCapture(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 40);
      SortedMap<String, Object> captured = sample.contents();
      StoreSnapshot snapshot;
      try (KitCapture capture = store.capture(mode)) {
        changeEverything(sample, 40);
        assertThat(sample.contents()).isNotEqualTo(captured);
        snapshot = capture.write();
      }
      SortedMap<String, Object> afterwards = sample.contents();

      assertThat(sampleIn(snapshot)).isEqualTo(captured);
      assertThat(sampleIn(store.snapshot(mode))).isEqualTo(afterwards);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalCaptures_holdEachTheirMoment(Mode mode) {
    List<SortedMap<String, Object>> moments = new ArrayList<>();
    List<KitCapture> captures = new ArrayList<>();
    List<StoreSnapshot> snapshots = new ArrayList<>();
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store);
      for (int round = 0; round < 4; round++) {
        sample.fill(0, 20L + round);
        sample.remove(round, round, round + 1);
        moments.add(sample.contents());
        captures.add(store.capture(mode));
      }
      changeEverything(sample, 24);
      for (int round = 3; round >= 0; round--) {
        try (KitCapture capture = captures.get(round)) {
          snapshots.add(0, capture.write());
        }
      }
    }

    for (int round = 0; round < 4; round++) {
      assertThat(sampleIn(snapshots.get(round)))
          .as("capture %d", round)
          .isEqualTo(moments.get(round));
    }
  }

  @ParameterizedTest
  @EnumSource
  void captureThatIsWrittenWhileTheStoreWorks_isOfItsMoment(Mode mode) {
    int keys = 300;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, keys);
      for (int round = 0; round < 4; round++) {
        SortedMap<String, Object> captured = sample.contents();
        KitCapture capture = store.capture(mode);
        Future<StoreSnapshot> writing = engine.start(() -> capture.writeHere(engine.blobs()));
        for (long step = 0; !writing.isDone() || step < keys; step++) {
          long key = step % keys;
          sample.remove(key, key, key + 1);
          sample.put(key, round);
        }
        StoreSnapshot snapshot = KitThreads.await(writing);
        capture.close();

        assertThat(sampleIn(snapshot)).isEqualTo(captured);
        store.bare().snapshotCompleted(capture.id());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readingAndWalking_afterACaptureFindEverything(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 40);
      SortedMap<String, Object> contents = sample.contents();
      try (KitCapture capture = store.capture(mode)) {
        assertThat(sample.contents()).isEqualTo(contents);
        capture.write();
        assertThat(sample.contents()).isEqualTo(contents);
      }
      assertThat(sample.contents()).isEqualTo(contents);
    }
  }

  @Test
  void capture_bearsTheIdOfItsSnapshot() {
    try (KitStore<Long> store = engine.open(Serializers.LONG);
        KitCapture capture = store.capture(Mode.FULL, 4_711)) {
      assertThat(capture.capture().snapshotId()).isEqualTo(4_711);
    }
  }

  @ParameterizedTest
  @EnumSource
  void close_isIdempotentOnAnyThread(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 10);
      KitCapture written = store.capture(mode);
      written.write();
      KitCapture unwritten = store.capture(mode);
      for (int time = 0; time < 2; time++) {
        written.close();
        unwritten.close();
        engine.elsewhere(
            () -> {
              written.close();
              unwritten.close();
              return true;
            });
      }

      assertThat(sampleIn(store.snapshot(mode))).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void writeOfAClosedCapture_isCancelled(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      new Sample(store).fill(0, 10);
      KitCapture capture = store.capture(mode);
      capture.close();

      assertThatThrownBy(capture::write).isInstanceOf(CancellationException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeDuringWrite_endsTheWrite(Mode mode) {
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, 100);
      KitCapture capture = store.capture(mode);
      Gate gate = new Gate(engine.blobs());
      Future<StoreSnapshot> writing = engine.start(() -> capture.writeHere(gate));
      gate.awaitArrival();
      Thread closing = new Thread(capture::close, "tidemark-kit-closer");
      closing.start();
      KitThreads.awaitStanding(closing);
      gate.open();

      assertThatThrownBy(() -> KitThreads.await(writing)).isInstanceOf(CancellationException.class);
      KitThreads.join(closing);
      assertThat(sampleIn(store.snapshot(mode))).isEqualTo(sample.contents());
    }
  }

  @ParameterizedTest
  @EnumSource
  void storeClosedDuringWrite_endsTheWriteOrLetsItComplete(Mode mode) {
    KitStore<Long> store = engine.open(Serializers.LONG);
    SortedMap<String, Object> captured = new Sample(store).fill(0, 100).contents();
    KitCapture capture = store.capture(mode);
    Gate gate = new Gate(engine.blobs());
    Future<StoreSnapshot> writing = engine.start(() -> capture.writeHere(gate));
    gate.awaitArrival();
    Thread closing = new Thread(store::close, "tidemark-kit-closer");
    closing.start();
    KitThreads.awaitStanding(closing);
    gate.open();

    assertCancelledOrWhole(writing, captured);
    KitThreads.join(closing);
    capture.close();
  }

  @ParameterizedTest
  @EnumSource
  void storeClosedBeforeWrite_cancelsTheWriteOrLetsItComplete(Mode mode) {
    KitStore<Long> store = engine.open(Serializers.LONG);
    SortedMap<String, Object> captured = new Sample(store).fill(0, 100).contents();
    KitCapture capture = store.capture(mode);
    store.close();

    assertCancelledOrWhole(engine.start(() -> capture.writeHere(engine.blobs())), captured);
    capture.close();
  }

  @ParameterizedTest
  @EnumSource
  void failureOfTheStorage_isThrownAndTakesNothingAway(Mode mode) {
    int keys = 50;
    try (KitStore<Long> store = engine.open(Serializers.LONG)) {
      Sample sample = new Sample(store).fill(0, keys);
      boolean failed = true;
      for (int calls = 0; failed; calls++) {
        sample.put(calls % keys, calls);
        FailingSink sink = new FailingSink(engine.blobs(), calls);
        KitCapture capture = store.capture(mode);
        try {
          StoreSnapshot snapshot = engine.elsewhere(() -> capture.writeHere(sink));
          assertThat(sink.isHealthy()).as("a failure is thrown").isTrue();
          assertThat(sampleIn(snapshot)).isEqualTo(sample.contents());
          failed = false;
        } catch (StorageException e) {
          assertThat(e)
              .hasMessageContaining("The kit's storage fails")
              .matches(StorageException::isRetryable);
        }
        capture.close();
        assertThat(engine.borrowed().leaks()).as("writers left open").isEmpty();
      }
      assertThat(sampleIn(store.snapshot(mode))).isEqualTo(sample.contents());
    }
  }

  private void assertCancelledOrWhole(
      Future<StoreSnapshot> writing, SortedMap<String, Object> captured) {
    StoreSnapshot snapshot;
    try {
      snapshot = KitThreads.await(writing);
    } catch (CancellationException e) {
      return;
    }
    assertThat(sampleIn(snapshot)).isEqualTo(captured);
  }

  /** Changes, removes, removes and puts again, or adds something to each of the keys. */
  private static void changeEverything(Sample sample, int keys) {
    for (long key = 0; key < keys; key++) {
      if (key % 3 != 0) {
        sample.remove(key, key, key + 1);
      }
      if (key % 3 != 1) {
        sample.put(key, 1_000 + key);
      }
    }
    sample.fill(1_000, 1_000L + keys);
  }
}
