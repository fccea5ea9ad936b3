package io.tidemark.snapshot.portable;

import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;

/**
 * Walks the entries of a section, being each of them in turn: it knows where in the section's bytes
 * the fields stand, and points the buffers there when it is asked. Belongs to one thread.
 */
final class SectionEntry implements SnapshotEntry {

  private final StoreSchema schema;
  private final ReadBuffer field = new ReadBuffer();
  private final ReadBuffer key = new ReadBuffer();
  private final ReadBuffer namespace = new ReadBuffer();
  private final ReadBuffer userKey = new ReadBuffer();
  private final ReadBuffer value = new ReadBuffer();

  private int state;
  private int keyGroup;
  private Operation operation = Operation.PUT;
  private boolean namespaced;
  private boolean userKeyed;
  private boolean timed;
  private boolean stamped;
  private boolean valued;

  private byte[] bytes = new byte[0];
  private int keyAt;
  private int keyEnd;
  private int namespaceAt;
  private int namespaceEnd;
  private int userKeyAt;
  private int userKeyEnd;
  private long stamp;
  private int valueAt;
  private int valueEnd;

  SectionEntry(StoreSchema schema) {
    this.schema = schema;
  }

  /** Goes to a section: before its first entry, which {@link #next} goes to. */
  void begin(
      int newState,
      int newKeyGroup,
      Operation newOperation,
      byte[] section,
      int offset,
      int length) {
    state = newState;
    keyGroup = newKeyGroup;
    operation = newOperation;
    EntryLayout layout = EntryLayout.of(schema.states().get(newState), newOperation);
    namespaced = layout.namespace();
    userKeyed = layout.userKey();
    timed = layout.timestamp();
    stamped = layout.stamp();
    valued = layout.value();
    bytes = section;
    field.wrap(section, offset, length);
  }

  /** Whether bytes of the section are left. */
  boolean hasNext() {
    return field.hasRemaining();
  }

  /**
   * Goes to the next entry.
   *
   * @throws MalformedBytesException if it is not whole
   */
  void next() {
    ReadBuffer in = field;
    int length = in.readLength(1);
    keyAt = in.position();
    keyEnd = keyAt + length;
    in.skip(length);
    namespaceAt = namespaceEnd = keyEnd;
    if (namespaced) {
      length = in.readLength(1);
      namespaceAt = in.position();
      namespaceEnd = namespaceAt + length;
      in.skip(length);
    }
    userKeyAt = userKeyEnd = namespaceEnd;
    if (userKeyed) {
      length = in.readLength(1);
      userKeyAt = in.position();
      userKeyEnd = userKeyAt + length;
      in.skip(length);
    } else if (timed) {
      userKeyEnd = userKeyAt + Long.BYTES;
      in.skip(Long.BYTES);
    }
    stamp = stamped ? in.readLong() : 0;
    valueAt = valueEnd = in.position();
    if (valued) {
      length = in.readLength(1);
      valueAt = in.position();
      valueEnd = valueAt + length;
      in.skip(length);
    }
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
    return schema.states().get(state);
  }

  @Override
  public int keyGroup() {
    return keyGroup;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public ReadBuffer key() {
    key.wrap(bytes, keyAt, keyEnd - keyAt);
    return key;
  }

  @Override
  public ReadBuffer namespace() {
    namespace.wrap(bytes, namespaceAt, namespaceEnd - namespaceAt);
    return namespace;
  }

  @Override
  public ReadBuffer userKey() {
    userKey.wrap(bytes, userKeyAt, userKeyEnd - userKeyAt);
    return userKey;
  }

  @Override
  public long stamp() {
    return stamp;
  }

  @Override
  public ReadBuffer value() {
    value.wrap(bytes, valueAt, valueEnd - valueAt);
    return value;
  }
}
