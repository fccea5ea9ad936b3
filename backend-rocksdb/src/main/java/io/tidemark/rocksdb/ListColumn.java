package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * A column of lists. The database has the elements one behind the other, each after its stamp if
 * they expire and its length; appending elements is appending their bytes, without reading what is
 * there.
 */
final class ListColumn<T> extends Column {

  private static final int ELEMENT_BYTES = 48;

  private final Serializer<T> element;
  private final boolean expiring;
  private final Expiry expiry;

  ListColumn(StateSchema schema, Serializer<T> element, Expiry expiry) {
    super(schema);
    this.element = element;
    this.expiring = schema.expiring();
    this.expiry = expiry;
  }

  boolean isExpiring() {
    return expiring;
  }

  /** The list of an entry, or null where it is absent. */
  static @Nullable ListValue list(Entry entry) {
    return (ListValue) entry.value;
  }

  @Override
  Change write(Entry entry, WriteBuffer out) {
    ListValue list = list(entry);
    if (!entry.present || list == null) {
      return entry.fresh ? Change.NOTHING : Change.DELETE;
    }
    int from = list.replaces ? 0 : list.begin;
    for (int i = from; i < list.size; i++) {
      if (expiring) {
        out.writeLong(list.stamps[i]);
      }
      int mark = out.beginLengthPrefixed();
      element.write(item(list, i), out);
      out.endLengthPrefixed(mark);
    }
    if (list.replaces) {
      return Change.PUT;
    }
    return from == list.size ? Change.NOTHING : Change.APPEND;
  }

  @SuppressWarnings("unchecked")
  T item(ListValue list, int index) {
    return (T) list.items[index];
  }

  @Override
  void read(ReadBuffer in, Entry entry) {
    ListValue list = ListValue.empty();
    readInto(in, list);
    list.begin = list.size;
    entry.value = list;
    entry.present = true;
  }

  /** Adds the elements that stand in {@code in}. */
  void readInto(ReadBuffer in, ListValue list) {
    while (in.hasRemaining()) {
      long stamp = expiring ? in.readLong() : 0;
      in.readLength(1);
      list.add(element.read(in), stamp, expiring);
    }
  }

  @Override
  boolean isMutable() {
    return !element.isImmutable();
  }

  @Override
  void detach(Entry copy) {
    ListValue list = list(copy);
    if (list != null && list.complete) {
      ListValue own = ListValue.empty();
      for (int i = 0; i < list.size; i++) {
        own.add(element.copy(item(list, i)), expiring ? list.stamps[i] : 0, expiring);
      }
      own.begin = own.size;
      copy.value = own;
    }
  }

  @Override
  void begin(Entry entry, Entry frozen) {
    ListValue list = list(entry);
    if (list == null) {
      return;
    }
    if (!list.complete) {
      // What is written already is in the database, and no longer needed here.
      entry.value = ListValue.appends(entry == frozen ? null : frozen);
    } else if (entry == frozen) {
      list.begin = list.size;
      list.replaces = false;
    } else {
      entry.value = list.successor();
    }
  }

  @Override
  int weigh(Entry entry) {
    ListValue list = list(entry);
    return list == null ? 0 : 64 + list.items.length * ELEMENT_BYTES;
  }

  @Override
  boolean isLive(Entry entry, long now) {
    ListValue list = list(entry);
    if (!entry.present || list == null) {
      return false;
    }
    for (int i = 0; i < list.size; i++) {
      if (!expiring || !expiry.isExpired(list.stamps[i], now)) {
        return true;
      }
    }
    return !expiring && !list.complete;
  }
}
