package io.tidemark.snapshot.operator;

import io.tidemark.serialization.WriteBuffer;
import io.tidemark.snapshot.portable.EntryWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list as entries of some dozens of kilobytes, each under the position of its first
 * element. Belongs to one thread.
 */
final class ElementChunks {

  private static final int CHUNK_BYTES = 64 << 10;

  private final EntryWriter out;
  private @Nullable WriteBuffer chunk;
  private int chunkStart;
  private long position;

  ElementChunks(EntryWriter out) {
    this.out = out;
  }

  /** Where the next element goes, length first. */
  WriteBuffer next() {
    WriteBuffer current = chunk;
    if (current != null && current.position() - chunkStart >= CHUNK_BYTES) {
      out.endEntry();
      current = null;
    }
    if (current == null) {
      out.beginEntry().writeLong(position);
      current = out.value();
      chunk = current;
      chunkStart = current.position();
    }
    position++;
    return current;
  }

  void end() {
    if (chunk != null) {
      out.endEntry();
      chunk = null;
    }
  }
}
