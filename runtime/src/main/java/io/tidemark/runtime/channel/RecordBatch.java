package io.tidemark.runtime.channel;

import org.jspecify.annotations.Nullable;

/**
 * Records that travel together. Filled by the producer, and from the moment it is sent read by
 * anybody and changed by nobody.
 */
public final class RecordBatch implements ChannelElement {

  /** The timestamp of a record that has none. */
  public static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private final Object[] values;
  private final long[] timestamps;
  private final int @Nullable [] keyGroups;
  private int size;

  RecordBatch(int capacity, boolean keyed) {
    values = new Object[capacity];
    timestamps = new long[capacity];
    keyGroups = keyed ? new int[capacity] : null;
  }

  void add(Object value, long timestamp, int keyGroup) {
    values[size] = value;
    timestamps[size] = timestamp;
    if (keyGroups != null) {
      keyGroups[size] = keyGroup;
    }
    size++;
  }

  boolean isFull() {
    return size == values.length;
  }

  public int size() {
    return size;
  }

  public Object value(int index) {
    return values[index];
  }

  public long timestamp(int index) {
    return timestamps[index];
  }

  /** The key group of the record's key; 0 on an edge without keys. */
  public int keyGroup(int index) {
    return keyGroups == null ? 0 : keyGroups[index];
  }
}
