package io.tidemark.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random changes of all kinds of state, with captures that are held, lost, published, restored. */
class StoreModelTest {

  private static final Seed SEED = Seed.of(StoreModelTest.class);

  /** A capture that is not written yet, and what must be in it. */
  private record Held(StoreCapture capture, StoreModel.Contents expected) {}

  private final MemoryStores stores = new MemoryStores();

  @Test
  void capturesWrittenMuchLater_restoreWhatWasCaptured() {
    Random random = SEED.random();
    StoreModel model = empty();
    List<Held> held = new ArrayList<>();
    for (int step = 0; step < 40_000; step++) {
      model.step(random);
      if (step % 800 == 0) {
        Mode mode = Mode.values()[random.nextInt(3)];
        held.add(new Held(stores.capture(model.store(), mode), model.expected.copy()));
      }
      if (held.size() > 3) {
        writeAndCompare(held.remove(random.nextInt(held.size())), model, random, step);
      }
    }
    held.forEach(late -> writeAndCompare(late, model, random, -1));
    assertThat(model.read()).as("%s", SEED).isEqualTo(model.expected);
  }

  @Test
  void changesWhileACaptureIsWritten_areNotInIt() {
    Random random = SEED.random();
    MeddlingBytes bytes = new MeddlingBytes();
    StoreModel model =
        new StoreModel(stores, stores.open(Serializers.LONG), StoreModel.Contents.empty(), bytes);
    List<Held> held = new ArrayList<>();
    for (int round = 0; round < 25; round++) {
      for (int step = 0; step < 300; step++) {
        model.step(random);
      }
      Mode mode = Mode.values()[random.nextInt(3)];
      held.add(new Held(stores.capture(model.store(), mode), model.expected.copy()));
      if (random.nextInt(3) > 0) {
        bytes.meddle(() -> model.step(random));
        writeAndCompare(held.remove(random.nextInt(held.size())), model, random, round);
        bytes.meddle(() -> {});
      }
    }
    held.forEach(late -> writeAndCompare(late, model, random, -1));
    assertThat(model.read()).as("%s", SEED).isEqualTo(model.expected);
  }

  @Test
  void crashesAndRestores_goOnFromTheLastPublishedSnapshot() {
    Random random = SEED.random();
    StoreModel model = empty();
    StoreSnapshot published = null;
    StoreModel.Contents contents = StoreModel.Contents.empty();
    for (int round = 0; round < 150; round++) {
      int steps = random.nextInt(400);
      for (int step = 0; step < steps; step++) {
        model.step(random);
      }
      if (random.nextInt(4) == 0) {
        model.store().close();
        contents = contents.copy();
        model =
            published == null
                ? empty()
                : new StoreModel(
                    stores, stores.restore(Serializers.LONG, published), contents.copy());
        assertThat(model.read()).as("round %d of %s", round, SEED).isEqualTo(contents);
      } else {
        published = stores.checkpoint(model.store());
        contents = model.expected.copy();
      }
    }
  }

  private StoreModel empty() {
    return new StoreModel(stores, stores.open(Serializers.LONG), StoreModel.Contents.empty());
  }

  private void writeAndCompare(Held held, StoreModel model, Random random, int step) {
    StoreSnapshot snapshot;
    try (StoreCapture capture = held.capture) {
      snapshot = capture.write(stores.blobs);
      if (random.nextBoolean()) {
        model.store().snapshotCompleted(capture.snapshotId());
      } else {
        model.store().snapshotDiscarded(capture.snapshotId());
      }
    }
    StoreModel restored =
        new StoreModel(
            stores, stores.restore(Serializers.LONG, snapshot), StoreModel.Contents.empty());
    assertThat(restored.read()).as("step %d of %s", step, SEED).isEqualTo(held.expected);
  }
}
