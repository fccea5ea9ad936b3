package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.Timer;
import io.tidemark.spi.TimerQueue;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.ValueState;
import io.tidemark.testkit.InMemoryBlobs;
import io.tidemark.testkit.PickyText;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers get that use a store in the wrong order, and that it goes on as before. */
class MisuseTest {

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();

  @SuppressWarnings("NullAway.Init")
  private Stores stores;

  @SuppressWarnings("NullAway.Init")
  private KeyedStore<Long> store;

  @BeforeEach
  void open() {
    stores = new Stores(directory);
    store = stores.open(Serializers.LONG);
  }

  @AfterEach
  void close() {
    store.close();
    stores.close();
  }

  @Test
  void accessBeforeAnyKey_isToldWhatToCall() {
    ValueState<Long> state = store.state(StateDescriptor.value("value", Serializers.LONG));

    assertThatThrownBy(state::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("setCurrentKey");
    stores.select(store, 1L);
    assertThat(state.value()).isNull();
  }

  @Test
  void captureThatIsWrittenAgain_isRefused_andItsSnapshotStands() {
    stores.select(store, 1L);
    store.state(StateDescriptor.value("value", Serializers.LONG)).update(1L);
    try (StoreCapture capture = store.capture(new CaptureRequest(7, Mode.INCREMENTAL))) {
      capture.write(blobs);
      int written = blobs.blobs().size();

      assertThatThrownBy(() -> capture.write(blobs))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Capture 7");
      assertThat(blobs.blobs()).hasSize(written);
    }
    store.snapshotCompleted(7);
  }

  @Test
  void walkBeyondTheLastTimer_isRefused() {
    TimerQueue<Long, String> timers = store.timers("timers", Serializers.STRING);
    timers.add(5, 1L, 3, "window");
    Iterator<Timer<Long, String>> walk = timers.inKeyGroup(3).iterator();

    assertThat(walk.next().timestamp()).isEqualTo(5);
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    assertThat(timers.size()).isOne();
  }

  /** A value's size is measured now and then, and that alone writes it before a snapshot. */
  @Test
  void valueThatItsSerializerRefuses_isToldToItsWriterAtTheLatestAfterSome_andIsNotKept() {
    ValueState<String> state = store.state(StateDescriptor.value("text", PickyText.SERIALIZER));
    stores.select(store, 1L);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                state.update(PickyText.REFUSED);
              }
            })
        .hasMessage("The text is refused");

    assertThat(state.value()).isNull();
    state.update("a");
    Stores.incremental(store, 1, blobs);
    assertThat(state.value()).isEqualTo("a");
  }
}
