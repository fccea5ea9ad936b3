package io.tidemark.snapshot.entries;

import io.tidemark.serialization.ReadBuffer;
import java.util.Arrays;

/** Bytes by their content. Not to be changed. */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
record KeyBytes(byte[] bytes) {

  static KeyBytes copyOf(ReadBuffer buffer) {
    int from = buffer.position();
    return new KeyBytes(Arrays.copyOfRange(buffer.array(), from, from + buffer.remaining()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
