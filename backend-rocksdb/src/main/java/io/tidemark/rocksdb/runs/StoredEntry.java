package io.tidemark.rocksdb.runs;

import io.tidemark.rocksdb.engine.KeyLayout;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of the database, taken apart. Reused from entry to entry; belongs to one thread.
 *
 * <p>After the key group and the tag, a key has: the key's length and bytes, the namespace's length
 * and bytes if the state has namespaces, and a map's user key. A timer has its time (sign bit
 * flipped) before the key. A value has the stamp of eight bytes first if the state expires, except
 * for lists, whose elements carry their own.
 */
public final class StoredEntry implements SnapshotEntry {

  private final StoreSchema schema;
  private final int state;
  private final StateSchema stateSchema;
  private final boolean namespaced;
  private final boolean stamped;
  private final ReadBuffer key = new ReadBuffer();
  private final ReadBuffer namespace = new ReadBuffer();
  private final ReadBuffer userKey = new ReadBuffer();
  private final ReadBuffer value = new ReadBuffer();
  private int keyGroup;
  private long stamp;

  private StoredEntry(StoreSchema schema, int state) {
    this.schema = schema;
    this.state = state;
    this.stateSchema = schema.states().get(state);
    this.namespaced = !stateSchema.namespace().equals(NoNamespace.SERIALIZER.description());
    this.stamped = stateSchema.expiring() && stateSchema.kind() != StateKind.LIST;
  }

  /** An entry for each column of {@code schema}, by the columns' tags and in their order. */
  public static Map<Long, StoredEntry> byTag(StoreSchema schema) {
    Map<Long, StoredEntry> byTag = new LinkedHashMap<>();
    for (int state = 0; state < schema.states().size(); state++) {
      byTag.put(ColumnTag.of(schema.states().get(state)), new StoredEntry(schema, state));
    }
    return byTag;
  }

  /**
   * Takes an entry apart.
   *
   * @throws MalformedBytesException if it is none of this column
   */
  public StoredEntry at(byte[] storedKey, byte[] storedValue) {
    keyGroup = KeyLayout.keyGroup(storedKey);
    int at = KeyLayout.PREFIX_BYTES;
    if (stateSchema.kind() == StateKind.TIMERS) {
      userKey.wrap(storedKey, at, 8);
      at += 8;
    }
    at = part(storedKey, at, key);
    if (namespaced) {
      at = part(storedKey, at, namespace);
    }
    if (stateSchema.kind() == StateKind.MAP) {
      userKey.wrap(storedKey, at, storedKey.length - at);
    }
    value.wrap(storedValue, 0, storedValue.length);
    stamp = stamped ? value.readLong() : 0;
    return this;
  }

  private static int part(byte[] bytes, int at, ReadBuffer part) {
    part.wrap(bytes, at, bytes.length - at);
    int length = part.readLength(1);
    int begin = part.position();
    part.wrap(bytes, begin, length);
    return begin + length;
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
  public StateSchema stateSchema() {
    return stateSchema;
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
    return key;
  }

  @Override
  public ReadBuffer namespace() {
    return namespace;
  }

  @Override
  public ReadBuffer userKey() {
    return userKey;
  }

  @Override
  public long stamp() {
    return stamp;
  }

  @Override
  public ReadBuffer value() {
    return value;
  }
}
