package io.tidemark.testkit.backend;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A sink in which the first write stops until a test lets it go on. */
final class Gate implements BlobSink {

  private final BlobSink sink;
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  Gate(BlobSink sink) {
    this.sink = sink;
  }

  /** Waits until somebody wants to write. */
  void awaitArrival() {
    await(arrived);
  }

  void open() {
    open.countDown();
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    BlobWriter<BlobRef> writer = sink.create(scope);
    return new BlobWriter<>() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        arrived.countDown();
        await(open);
        writer.write(bytes, offset, length);
      }

      @Override
      public BlobRef commit() {
        return writer.commit();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (!latch.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("Nobody comes");
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
