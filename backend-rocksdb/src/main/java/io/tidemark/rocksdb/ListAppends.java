package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.WriteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one generation appended to a list whose elements before are not here: bytes, as the run will
 * have them. {@link #older} leads to what earlier generations appended and did not write yet.
 */
final class ListAppends {

  private static final byte[] NOTHING = new byte[0];
  private static final int BYTES_AT_LEAST = 16;

  byte[] bytes = NOTHING;
  int length;

  /** How many elements the bytes are. */
  int count;

  /** The generation that appended. */
  final long generation;

  /** The appends that come before, of a frozen generation. */
  final @Nullable ListAppends older;

  ListAppends(long generation, @Nullable ListAppends older) {
    this.generation = generation;
    this.older = older;
  }

  /** Adds the bytes of one element. */
  void add(WriteBuffer element) {
    int end = length + element.position();
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.max(BYTES_AT_LEAST, end), 2 * bytes.length));
    }
    System.arraycopy(element.array(), 0, bytes, length, element.position());
    length = end;
    count++;
  }

  /** The bytes, to be read. */
  ReadBuffer read() {
    ReadBuffer in = new ReadBuffer();
    in.wrap(bytes, 0, length);
    return in;
  }
}
