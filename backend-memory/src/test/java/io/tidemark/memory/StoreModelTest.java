package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Random changes of all kinds of state, with captures that are held, lost, published, restored. */
class StoreModelTest {

  private static final Seed SEED = Seed.of(StoreModelTest.class);

  /** A capture that is not written yet, and what must be in it. */
  private record Held<K>(StoreCapture capture, StoreModel.Contents<K> expected) {}

  /** The type of a store's keys, and what makes keys of numbers. */
  private record Keys<K>(Serializer<K> serializer, LongFunction<K> of) {

    static Keys<Long> longs() {
      return new Keys<>(Serializers.LONG, Long::valueOf);
    }

    /** Some that lie in their rows, and some that have a rest. */
    static Keys<String> texts() {
      return new Keys<>(Serializers.STRING, key -> "k".repeat((int) key % 50) + key);
    }
  }

  private final MemoryStores stores = new MemoryStores();

  @Test
  void capturesWrittenMuchLater_restoreWhatWasCaptured() {
    capturesWrittenMuchLater_restoreWhatWasCaptured(Keys.longs());
  }

  @Test
  void capturesOfTextsWrittenMuchLater_restoreWhatWasCaptured() {
    capturesWrittenMuchLater_restoreWhatWasCaptured(Keys.texts());
  }

  private <K> void capturesWrittenMuchLater_restoreWhatWasCaptured(Keys<K> keys) {
    Random random = SEED.random();
    StoreModel<K> model = empty(keys);
    List<Held<K>> held = new ArrayList<>();
    for (int step = 0; step < 40_000; step++) {
      model.step(random);
      if (step % 800 == 0) {
        Mode mode = Mode.values()[random.nextInt(3)];
        held.add(new Held<>(stores.capture(model.store(), mode), model.expected.copy()));
      }
      if (held.size() > 3) {
        writeAndCompare(held.remove(random.nextInt(held.size())), keys, model, random, step);
      }
    }
    held.forEach(late -> writeAndCompare(late, keys, model, random, -1));
    assertThat(model.read()).as("%s", SEED).isEqualTo(model.expected);
  }

  @Test
  void changesWhileACaptureIsWritten_areNotInIt() {
    Random random = SEED.random();
    Keys<Long> keys = Keys.longs();
    MeddlingBytes bytes = new MeddlingBytes();
    StoreModel<Long> model =
        new StoreModel<>(
            stores, stores.open(keys.serializer), StoreModel.Contents.empty(), keys.of, bytes);
    List<Held<Long>> held = new ArrayList<>();
    for (int round = 0; round < 25; round++) {
      for (int step = 0; step < 300; step++) {
        model.step(random);
      }
      Mode mode = Mode.values()[random.nextInt(3)];
      held.add(new Held<>(stores.capture(model.store(), mode), model.expected.copy()));
      if (random.nextInt(3) > 0) {
        bytes.meddle(() -> model.step(random));
        writeAndCompare(held.remove(random.nextInt(held.size())), keys, model, random, round);
        bytes.meddle(() -> {});
      }
    }
    held.forEach(late -> writeAndCompare(late, keys, model, random, -1));
    assertThat(model.read()).as("%s", SEED).isEqualTo(model.expected);
  }

  @Test
  void crashesAndRestores_goOnFromTheLastPublishedSnapshot() {
    crashesAndRestores_goOnFromTheLastPublishedSnapshot(Keys.longs());
  }

  @Test
  void crashesAndRestoresOfTexts_goOnFromTheLastPublishedSnapshot() {
    crashesAndRestores_goOnFromTheLastPublishedSnapshot(Keys.texts());
  }

  private <K> void crashesAndRestores_goOnFromTheLastPublishedSnapshot(Keys<K> keys) {
    Random random = SEED.random();
    StoreModel<K> model = empty(keys);
    StoreSnapshot published = null;
    StoreModel.Contents<K> contents = StoreModel.Contents.empty();
    for (int round = 0; round < 150; round++) {
      int steps = random.nextInt(400);
      for (int step = 0; step < steps; step++) {
        model.step(random);
      }
      if (random.nextInt(4) == 0) {
        model.store().close();
        contents = contents.copy();
        model = published == null ? empty(keys) : restored(keys, published, contents.copy());
        assertThat(model.read()).as("round %d of %s", round, SEED).isEqualTo(contents);
      } else {
        published = stores.checkpoint(model.store());
        contents = model.expected.copy();
      }
    }
  }

  private <K> StoreModel<K> empty(Keys<K> keys) {
    return new StoreModel<>(
        stores, stores.open(keys.serializer), StoreModel.Contents.empty(), keys.of);
  }

  private <K> StoreModel<K> restored(
      Keys<K> keys, StoreSnapshot snapshot, StoreModel.Contents<K> expected) {
    return new StoreModel<>(stores, stores.restore(keys.serializer, snapshot), expected, keys.of);
  }

  private <K> void writeAndCompare(
      Held<K> held, Keys<K> keys, StoreModel<K> model, Random random, int step) {
    StoreSnapshot snapshot;
    try (StoreCapture capture = held.capture) {
      snapshot = capture.write(stores.blobs);
      if (random.nextBoolean()) {
        model.store().snapshotCompleted(capture.snapshotId());
      } else {
        model.store().snapshotDiscarded(capture.snapshotId());
      }
    }
    StoreModel<K> restored = restored(keys, snapshot, StoreModel.Contents.empty());
    assertThat(restored.read()).as("step %d of %s", step, SEED).isEqualTo(held.expected);
  }
}
