package io.tidemark.testkit.backend;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink whose storage fails at one call of many. */
final class FailingSink implements BlobSink {

  private final BlobSink sink;
  private final AtomicInteger callsLeft;

  /**
   * Makes a sink.
   *
   * @param calls how many calls (create, write, commit) succeed before all others fail
   */
  FailingSink(BlobSink sink, int calls) {
    this.sink = sink;
    callsLeft = new AtomicInteger(calls);
  }

  /** Whether nothing has failed so far. */
  boolean isHealthy() {
    return callsLeft.get() >= 0;
  }

  @Override
  public BlobWriter<BlobRef> create(BlobScope scope) {
    step("create");
    BlobWriter<BlobRef> writer = sink.create(scope);
    return new BlobWriter<>() {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        step("write");
        writer.write(bytes, offset, length);
      }

      @Override
      public BlobRef commit() {
        step("commit");
        return writer.commit();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  private void step(String call) {
    if (callsLeft.decrementAndGet() < 0) {
      throw new StorageException("The kit's storage fails at " + call, true, null);
    }
  }
}
