package io.tidemark.snapshot.entries;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StoreSchema;

/** A live entry that is kept longer than a walk stands on it. */
final class HeldEntry implements SnapshotEntry {

  private final StoreSchema schema;
  private final int state;
  private final int keyGroup;
  private final long stamp;
  private final KeyBytes key;
  private final KeyBytes namespace;
  private final KeyBytes userKey;
  private final KeyBytes value;

  private final boolean element;

  private HeldEntry(SnapshotEntry entry, KeyBytes key, KeyBytes value, boolean element) {
    this.schema = entry.schema();
    this.state = entry.state();
    this.keyGroup = entry.keyGroup();
    this.stamp = entry.stamp();
    this.key = key;
    this.namespace = KeyBytes.copyOf(entry.namespace());
    this.userKey = KeyBytes.copyOf(entry.userKey());
    this.value = value;
    this.element = element;
  }

  /** What tells an entry from all others of its state. */
  record Identity(StateId state, int subtask, KeyBytes key, KeyBytes namespace, KeyBytes userKey) {}

  static HeldEntry of(SnapshotEntry entry) {
    return new HeldEntry(
        entry, KeyBytes.copyOf(entry.key()), KeyBytes.copyOf(entry.value()), false);
  }

  /** One element of the list in {@code entry}, under a key of its own. */
  static HeldEntry element(SnapshotEntry entry, byte[] key, ReadBuffer element) {
    return new HeldEntry(entry, new KeyBytes(key), KeyBytes.copyOf(element), true);
  }

  /**
   * Its identity.
   *
   * @param subtask the subtask for operator state; the same for all entries of keyed state
   */
  Identity identity(StateId id, int subtask) {
    return new Identity(id, subtask, key, namespace, userKey);
  }

  /** Whether the value, and the time from which it lives, are the same bytes. */
  boolean hasSameBytes(HeldEntry other) {
    return stamp == other.stamp && value.equals(other.value);
  }

  /** Whether its value is one element of a list, and not the list. */
  boolean isElement() {
    return element;
  }

  @Override
  public int state() {
    return state;
  }

  @Override
  public StoreSchema schema() {
    return schema;
  }

  @Override
  public int keyGroup() {
    return keyGroup;
  }

  @Override
  public Operation operation() {
    return Operation.PUT;
  }

  @Override
  public ReadBuffer key() {
    return new ReadBuffer(key.bytes());
  }

  @Override
  public ReadBuffer namespace() {
    return new ReadBuffer(namespace.bytes());
  }

  @Override
  public ReadBuffer userKey() {
    return new ReadBuffer(userKey.bytes());
  }

  @Override
  public long stamp() {
    return stamp;
  }

  @Override
  public ReadBuffer value() {
    return new ReadBuffer(value.bytes());
  }
}
