package io.tidemark.memory.storage;

import io.tidemark.spi.BlobWriter;
import io.tidemark.spi.StorageException;
import io.tidemark.spi.StoredBlob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Gathers the chunks of one blob. */
final class MemoryBlobWriter implements BlobWriter<StoredBlob> {

  private static final byte[] NONE = new byte[0];

  private final MemoryStorage storage;
  private final String name;
  private List<byte[]> chunks = new ArrayList<>();
  private byte[] last = NONE;
  private int used;
  private long length;
  private boolean ended;

  MemoryBlobWriter(MemoryStorage storage, String name) {
    this.storage = storage;
    this.name = name;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    for (int at = offset, end = offset + length; at < end; ) {
      if (used == last.length) {
        last = new byte[MemoryBlob.CHUNK_BYTES];
        chunks.add(last);
        used = 0;
      }
      int count = Math.min(end - at, last.length - used);
      System.arraycopy(bytes, at, last, used, count);
      used += count;
      at += count;
    }
    this.length += length;
  }

  @Override
  public StoredBlob commit() {
    requireOpen();
    if (used < last.length) {
      chunks.set(chunks.size() - 1, Arrays.copyOf(last, used));
    }
    StoredBlob stored = storage.keep(name, List.copyOf(chunks), length);
    close();
    return stored;
  }

  @Override
  public void close() {
    ended = true;
    chunks = List.of();
    last = NONE;
  }

  private void requireOpen() {
    storage.requireOpen();
    if (ended) {
      throw new StorageException(
          "The writer of blob '" + name + "' has committed or is closed; begin another",
          false,
          null);
    }
  }
}
