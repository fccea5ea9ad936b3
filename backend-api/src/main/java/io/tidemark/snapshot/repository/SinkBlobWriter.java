package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StoredBlob;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Holds a blob back until it is known whether it is small. Belongs to one thread. */
final class SinkBlobWriter implements BlobWriter<BlobRef> {

  private static final int FIRST_BYTES = 4 << 10;

  private final PendingBlobs blobs;
  private final BlobScope scope;
  private final CRC32C checksum = new CRC32C();
  private byte[] held = {};
  private int heldLength;
  private long length;
  private String name = "";
  private @Nullable BlobWriter<StoredBlob> own;
  private boolean finished;

  SinkBlobWriter(PendingBlobs blobs, BlobScope scope) {
    this.blobs = blobs;
    this.scope = scope;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    requireUnfinished();
    checksum.update(bytes, offset, count);
    length += count;
    BlobWriter<StoredBlob> writer = own;
    if (writer == null && length <= PendingBlobs.PACKED) {
      hold(bytes, offset, count);
      return;
    }
    if (writer == null) {
      name = blobs.newName(scope);
      writer = blobs.begin(name);
      own = writer;
      writer.write(held, 0, heldLength);
      held = new byte[0];
    }
    writer.write(bytes, offset, count);
  }

  @Override
  public BlobRef commit() {
    requireUnfinished();
    finished = true;
    int crc = (int) checksum.getValue();
    if (own != null) {
      own.commit();
      blobs.committed(scope, name);
      return new BlobRef.Stored(name, 0, length, crc);
    }
    return length <= blobs.inlineLimit(scope)
        ? new BlobRef.Inline(Arrays.copyOf(held, heldLength))
        : blobs.pack(scope, held, heldLength, crc);
  }

  @Override
  public void close() {
    finished = true;
    held = new byte[0];
    BlobWriter<StoredBlob> writer = own;
    own = null;
    if (writer != null) {
      writer.close();
    }
  }

  private void hold(byte[] bytes, int offset, int count) {
    int needed = heldLength + count;
    if (needed > held.length) {
      held =
          Arrays.copyOf(
              held, Math.max(needed, Math.min(PendingBlobs.PACKED, held.length * 2 + FIRST_BYTES)));
    }
    System.arraycopy(bytes, offset, held, heldLength, count);
    heldLength = needed;
  }

  private void requireUnfinished() {
    if (finished) {
      throw new IllegalStateException("The blob is committed or closed; begin another");
    }
  }
}
