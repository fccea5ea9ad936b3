package io.tidemark.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.CaptureRequest;
import io.tidemark.spi.CaptureRequest.Mode;
import io.tidemark.spi.KeyedStore;
import io.tidemark.spi.StoreCapture;
import io.tidemark.spi.StoreSnapshot;
import io.tidemark.state.StateDescriptor;
import io.tidemark.testkit.InMemoryBlobs;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a working directory when its backend is closed while a capture is written. */
@Timeout(60)
class CloseDuringWriteTest {

  @TempDir Path directory;

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch mayWrite = new CountDownLatch(1);

  @Test
  void nextBackend_takesTheDirectoryOnceTheWriteHasEnded() throws Exception {
    Stores closed = new Stores(directory);
    KeyedStore<Long> store = closed.open(Serializers.LONG);
    closed.select(store, 1L);
    store.state(StateDescriptor.value("v", Serializers.LONG)).update(1L);
    StoreCapture capture = store.capture(new CaptureRequest(1, Mode.SAVEPOINT));
    FutureTask<StoreSnapshot> write = new FutureTask<>(() -> capture.write(this::heldUp));
    new Thread(write, "writes").start();
    writing.await();
    closed.close();

    FutureTask<Stores> next = new FutureTask<>(() -> new Stores(directory));
    Thread opening = new Thread(next, "opens");
    opening.start();
    while (!next.isDone() && opening.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    boolean waited = !next.isDone();
    mayWrite.countDown();

    next.get().close();
    assertThat(waited).as("waited while the directory was used").isTrue();
    assertThatThrownBy(write::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancellationException.class);
    capture.close();
  }

  private BlobWriter<BlobRef> heldUp(BlobScope scope) {
    writing.countDown();
    try {
      mayWrite.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return blobs.create(scope);
  }
}
