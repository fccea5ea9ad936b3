package io.tidemark.rocksdb;

import java.util.Map;
import java.util.Objects;

/**
 * An entry of a map that a walk came by, with the value that it met, whatever becomes of the entry.
 * Belongs to the store's thread.
 */
final class WalkedEntry<K, V> implements Map.Entry<K, V> {

  private final MapValues<V> values;
  private final Prefix prefix;
  private final byte[] key;
  private final K userKey;
  private Entry entry;
  private V value;

  WalkedEntry(MapValues<V> values, Prefix prefix, byte[] key, K userKey, Entry entry) {
    this.values = values;
    this.prefix = prefix;
    this.key = key;
    this.userKey = userKey;
    this.entry = entry;
    this.value = met();
  }

  @Override
  public K getKey() {
    return userKey;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V newValue) {
    V before = value;
    entry = change();
    values.put(entry, newValue);
    value = newValue;
    return before;
  }

  void remove() {
    values.remove(change());
  }

  /** This, with a value that is safe to hand out; counts as a read of it. */
  WalkedEntry<K, V> handedOut() {
    own();
    if (values.countsFromRead(entry)) {
      Entry changed = change();
      values.read(changed);
      follow(changed);
    }
    return this;
  }

  /** Puts the entry's value into another entry, and has its time go on there as it is. */
  void moveTo(Entry target) {
    own();
    values.move(entry, value, target);
  }

  /** Makes the value one that no frozen generation sees: the entry's, if that still has it. */
  private void own() {
    if (values.isShared(entry)) {
      boolean replaced = values.get(entry) != value;
      values.own(entry);
      value = replaced ? values.copy(value) : met();
    }
  }

  /** Takes the value of what took the entry's place; if it was removed, a copy of the value. */
  private void follow(Entry newest) {
    if (newest != entry) {
      entry = newest;
      V held = values.get(newest);
      value = held != null ? held : values.copy(value);
    }
  }

  private Entry change() {
    return values.change(key, prefix);
  }

  private V met() {
    return Objects.requireNonNull(values.get(entry));
  }
}
