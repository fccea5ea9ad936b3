package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the live entries of a map, which ends when the current key changes. Belongs to the
 * store's thread.
 */
final class MapWalk<K, V> implements Iterator<WalkedEntry<K, V>> {

  private final MapValues<V> values;
  private final Serializer<K> userKeys;
  private final MergedEntries entries;
  private final Prefix prefix;
  private final CurrentKey<?> currentKey;
  private final long version;
  private final ReadBuffer in = new ReadBuffer();
  private @Nullable WalkedEntry<K, V> next;
  private @Nullable WalkedEntry<K, V> last;

  /**
   * Begins a walk.
   *
   * @param entries those whose keys begin with {@code prefix}
   */
  MapWalk(
      MapValues<V> values,
      Serializer<K> userKeys,
      MergedEntries entries,
      Prefix prefix,
      CurrentKey<?> currentKey) {
    this.values = values;
    this.userKeys = userKeys;
    this.entries = entries;
    this.prefix = prefix;
    this.currentKey = currentKey;
    this.version = currentKey.version();
  }

  @Override
  public boolean hasNext() {
    long now = values.now();
    while (next == null && isOfCurrentKey() && entries.next()) {
      if (entries.isLive(now)) {
        byte[] key = entries.key();
        next = new WalkedEntry<>(values, prefix, key, userKey(key), entries.entry());
      }
    }
    return next != null && isOfCurrentKey();
  }

  @Override
  public WalkedEntry<K, V> next() {
    WalkedEntry<K, V> entry = hasNext() ? next : null;
    if (entry == null) {
      throw new NoSuchElementException();
    }
    next = null;
    last = entry;
    return entry;
  }

  @Override
  public void remove() {
    WalkedEntry<K, V> entry = last;
    if (entry == null) {
      throw new IllegalStateException("Nothing to remove: call next first");
    }
    last = null;
    entry.remove();
  }

  private boolean isOfCurrentKey() {
    return version == currentKey.version();
  }

  private K userKey(byte[] key) {
    int begin = prefix.bytes().length;
    in.wrap(key, begin, key.length - begin);
    return userKeys.read(in);
  }
}
