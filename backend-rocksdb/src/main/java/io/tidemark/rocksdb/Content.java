package io.tidemark.rocksdb;

import org.jspecify.annotations.Nullable;

/** What an entry holds, or held when its generation was frozen. */
class Content {

  /** The value as the column keeps it; null where it is absent or lies in {@link #bits}. */
  @Nullable Object value;

  /** A value of 64 bits, or the stamp of an expiring one: the column knows. */
  long bits;

  boolean present;

  /** Whether the database has nothing under the key: then a removal need not be written. */
  boolean fresh;

  /** Makes this the same as {@code other}. */
  final void set(Content other) {
    value = other.value;
    bits = other.bits;
    present = other.present;
    fresh = other.fresh;
  }
}
