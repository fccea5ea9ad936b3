package io.tidemark.rocksdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the keys of one map begin with, as a key of a hash table. */
final class Prefix {

  private final byte[] bytes;
  private final int hash;

  Prefix(byte[] bytes, int hash) {
    this.bytes = bytes;
    this.hash = hash;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Prefix prefix
        && prefix.hash == hash
        && Arrays.equals(prefix.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
