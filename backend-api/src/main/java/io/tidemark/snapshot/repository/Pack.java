package io.tidemark.snapshot.repository;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.SnapshotStorage;
import io.tidemark.spi.StoredBlob;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Small blobs that become one blob of the storage. Any thread may append until it is sealed, and
 * flush it; what was appended can be read when a flush returned.
 */
final class Pack {

  private final String name;
  private byte @Nullable [] bytes;
  private int size;
  private boolean sealed;

  /**
   * Makes an empty pack.
   *
   * @param name what manifests call it
   */
  Pack(String name, int capacity) {
    this.name = name;
    this.bytes = new byte[capacity];
  }

  String name() {
    return name;
  }

  /**
   * Appends a blob and returns its offset, or -1 if the pack is sealed or the blob would not be its
   * first and carry it past {@code limit} bytes.
   */
  synchronized long append(byte[] source, int length, int limit) {
    byte[] target = bytes;
    if (sealed || target == null || (size > 0 && size + length > limit)) {
      return -1;
    }
    if (size + length > target.length) {
      target = Arrays.copyOf(target, Math.max(size + length, target.length * 2));
      bytes = target;
    }
    System.arraycopy(source, 0, target, size, length);
    long offset = size;
    size += length;
    return offset;
  }

  synchronized boolean isFlushed() {
    return bytes == null;
  }

  /**
   * Makes it a blob; nothing more is appended. Idempotent, and may be repeated after an error.
   *
   * @param blob its name in {@code storage}
   */
  synchronized void flush(SnapshotStorage storage, String blob) {
    sealed = true;
    byte[] content = bytes;
    if (content == null) {
      return;
    }
    CRC32C crc = new CRC32C();
    crc.update(content, 0, size);
    byte[] trailer = new PackTrailer(size, (int) crc.getValue()).toBytes();
    try (BlobWriter<StoredBlob> writer = storage.write(blob)) {
      writer.write(content, 0, size);
      writer.write(trailer, 0, trailer.length);
      writer.commit();
    }
    bytes = null;
  }
}
