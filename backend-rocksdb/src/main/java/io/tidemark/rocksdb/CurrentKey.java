package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import org.jspecify.annotations.Nullable;

/** The store's current key, which is turned into bytes once and only when somebody needs them. */
final class CurrentKey<K> {

  private final Serializer<K> serializer;
  private final KeyGroupRange keyGroups;
  private final WriteBuffer bytes = new WriteBuffer(64);
  private @Nullable K key;
  private int keyGroup = -1;
  private long version;
  private boolean serialized;

  CurrentKey(Serializer<K> serializer, KeyGroupRange keyGroups) {
    this.serializer = serializer;
    this.keyGroups = keyGroups;
  }

  Serializer<K> serializer() {
    return serializer;
  }

  void set(K newKey, int newKeyGroup) {
    if (!keyGroups.contains(newKeyGroup)) {
      throw new IllegalArgumentException(
          "Key group " + newKeyGroup + " is not one of this store's " + keyGroups);
    }
    key = newKey;
    keyGroup = newKeyGroup;
    serialized = false;
    version++;
  }

  /** Grows with each new key; 0 before the first. */
  long version() {
    return version;
  }

  /** The key group of the key; -1 before the first. */
  int keyGroup() {
    return keyGroup;
  }

  /** The length and bytes of the key. */
  WriteBuffer bytes() {
    K current = key;
    if (current == null) {
      throw new IllegalStateException("No key was set yet: call setCurrentKey first");
    }
    if (!serialized) {
      write(current, serializer, bytes);
      serialized = true;
    }
    return bytes;
  }

  /** Writes the length and the bytes of {@code value} alone into {@code out}. */
  static <T> void write(T value, Serializer<T> serializer, WriteBuffer out) {
    out.clear();
    append(value, serializer, out);
  }

  /** Appends the length and the bytes of {@code value} to {@code out}. */
  static <T> void append(T value, Serializer<T> serializer, WriteBuffer out) {
    int mark = out.beginLengthPrefixed();
    serializer.write(value, out);
    out.endLengthPrefixed(mark);
  }
}
