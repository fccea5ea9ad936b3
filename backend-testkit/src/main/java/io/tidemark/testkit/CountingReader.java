package io.tidemark.testkit;

import io.tidemark.spi.BlobReader;
import java.util.function.IntConsumer;

/** Tells how many bytes another reader gave, and once that it is closed. */
final class CountingReader implements BlobReader {

  private final BlobReader reader;
  private final IntConsumer read;
  private final Runnable onClose;
  private boolean closed;

  CountingReader(BlobReader reader, IntConsumer read, Runnable onClose) {
    this.reader = reader;
    this.read = read;
    this.onClose = onClose;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = reader.read(target, offset, length);
    if (count > 0) {
      read.accept(count);
    }
    return count;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      onClose.run();
    }
    reader.close();
  }
}
