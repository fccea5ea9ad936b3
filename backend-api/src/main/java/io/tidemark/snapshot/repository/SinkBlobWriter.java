package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StoredBlob;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes a blob of a store: held back as long as it may still be small, checksummed on the way. */
final class SinkBlobWriter implements BlobWriter<BlobRef> {

  /** Up to this size blobs are packed. */
  private static final int SMALL = 64 << 10;

  private final PendingBlobs blobs;
  private final BlobScope scope;
  private final Pack pack;
  private final CRC32C crc = new CRC32C();
  private byte[] held = new byte[1024];
  private long length;
  private String name = "";
  private @Nullable BlobWriter<StoredBlob> writer;

  SinkBlobWriter(PendingBlobs blobs, BlobScope scope, Pack pack) {
    this.blobs = blobs;
    this.scope = scope;
    this.pack = pack;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    crc.update(bytes, offset, count);
    if (writer == null && length + count <= SMALL) {
      if (held.length < length + count) {
        held =
            Arrays.copyOf(held, (int) Math.max(length + count, Math.min(SMALL, 2L * held.length)));
      }
      System.arraycopy(bytes, offset, held, (int) length, count);
    } else {
      open().write(bytes, offset, count);
    }
    length += count;
  }

  private BlobWriter<StoredBlob> open() {
    BlobWriter<StoredBlob> opened = writer;
    if (opened == null) {
      name = blobs.newName(scope);
      opened = blobs.write(name);
      writer = opened;
      opened.write(held, 0, (int) length);
      held = new byte[0];
    }
    return opened;
  }

  @Override
  public BlobRef commit() {
    int checksum = (int) crc.getValue();
    if (writer != null) {
      writer.commit();
      blobs.committed(scope, name);
      return new BlobRef.Stored(name, 0, length, checksum);
    }
    if (blobs.takesInline(scope, (int) length)) {
      return new BlobRef.Inline(Arrays.copyOf(held, (int) length));
    }
    return pack.add(held, (int) length, checksum);
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
