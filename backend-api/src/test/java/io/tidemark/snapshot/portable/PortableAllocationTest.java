package io.tidemark.snapshot.portable;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Entries are written and read without an allocation for each: buffers alone are paid for. */
class PortableAllocationTest {

  private static final int ENTRIES = 200_000;
  private static final KeyGroupRange ALL = KeyGroupRange.of(0, 3);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void entries_areWrittenIntoReusedBuffers() {
    BlobSink sink = scope -> new Nowhere();
    write(sink);

    long before = threads.getCurrentThreadAllocatedBytes();
    write(sink);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(4L << 20).isLessThan(ENTRIES * 24L);
  }

  @Test
  void entries_areReadThroughOneWindow() {
    MemoryBlobs blobs = new MemoryBlobs();
    BlobUse use = write(blobs);
    PortableBlob blob = PortableBlob.load(use, Rows.SCHEMA, ALL, blobs);
    long[] sum = new long[1];

    long before = threads.getCurrentThreadAllocatedBytes();
    blob.forEach(ALL, entry -> sum[0] += entry.key().readLong() + entry.value().remaining());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum[0]).isEqualTo((ENTRIES - 1L) * ENTRIES / 2 + 8L * ENTRIES);
    assertThat(allocated).isLessThan(1L << 20);
  }

  @Test
  void entriesOfABlobThatIsNotLoaded_areReadThroughOneBuffer() {
    MemoryBlobs blobs = new MemoryBlobs();
    BlobUse use = write(blobs);
    assertThat(use.blob().length()).isGreaterThan(1L << 20);
    IndexedBlob blob = IndexedBlob.open(use, Rows.SCHEMA, ALL, blobs);
    long[] sum = new long[1];

    long before = threads.getCurrentThreadAllocatedBytes();
    blob.forEach(0, ALL, entry -> sum[0] += entry.key().readLong() + entry.value().remaining());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum[0]).isEqualTo((ENTRIES - 1L) * ENTRIES / 2 + 8L * ENTRIES);
    assertThat(allocated).isLessThan(1L << 20);
  }

  private static BlobUse write(BlobSink sink) {
    return new PortableWriter(new PortableOptions(true, 64 << 10, 1 << 30, 1, 1), Runnable::run)
        .write(
            sink,
            BlobScope.EXCLUSIVE,
            Rows.SCHEMA,
            0,
            ALL,
            keyGroup -> 0,
            (keyGroup, out) -> {
              out.section(0, Operation.PUT);
              for (long key = keyGroup; key < ENTRIES; key += ALL.size()) {
                WriteBuffer block = out.beginEntry();
                block.writeLong(key);
                out.value().writeLong(-key);
                out.endEntry();
              }
            })
        .get(0);
  }

  private static final class Nowhere implements BlobWriter<BlobRef> {

    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public BlobRef commit() {
      return new BlobRef.Inline(new byte[0]);
    }

    @Override
    public void close() {}
  }
}
