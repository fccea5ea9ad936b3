package io.tidemark.rocksdb;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * A column of lists. The database has the elements one behind the other, each after its stamp if
 * they expire and its length; appending elements is appending their bytes, without reading what is
 * there. An entry's value is a {@link ListValue} where the whole list is known, {@link ListAppends}
 * where only its end is, and null where it is absent.
 */
final class ListColumn<T> extends Column {

  private static final int ELEMENT_BYTES = 48;
  private static final int LIST_BYTES = 64;
  private static final int APPENDS_BYTES = 48;

  private final Serializer<T> element;
  private final boolean expiring;
  private final Expiry expiry;
  private final WriteBuffer scratch = new WriteBuffer(64);

  ListColumn(StateSchema schema, Serializer<T> element, Expiry expiry) {
    super(schema);
    this.element = element;
    this.expiring = schema.expiring();
    this.expiry = expiry;
  }

  boolean isExpiring() {
    return expiring;
  }

  @Override
  Change write(Content content, WriteBuffer out) {
    if (!content.present || content.value == null) {
      return content.fresh ? Change.NOTHING : Change.DELETE;
    }
    if (content.value instanceof ListAppends appends) {
      out.writeBytes(appends.bytes, 0, appends.length);
      return appends.length == 0 ? Change.NOTHING : Change.APPEND;
    }
    ListValue list = (ListValue) content.value;
    int from = list.replaces ? 0 : list.begin;
    for (int i = from; i < list.size; i++) {
      write(item(list, i), expiring ? list.stamps[i] : 0, out);
    }
    if (list.replaces) {
      return Change.PUT;
    }
    return from == list.size ? Change.NOTHING : Change.APPEND;
  }

  /** Appends an element to an entry of the current generation. */
  void append(Entry entry, T item, long stamp) {
    if (entry.value == null) {
      entry.value = entry.fresh ? ListValue.replacing() : new ListAppends(entry.generation, null);
    }
    if (entry.value instanceof ListAppends appends) {
      scratch.clear();
      write(item, stamp, scratch);
      appends.add(scratch);
    } else {
      ((ListValue) entry.value).add(item, stamp, expiring);
    }
    entry.present = true;
  }

  private void write(T item, long stamp, WriteBuffer out) {
    if (expiring) {
      out.writeLong(stamp);
    }
    int mark = out.beginLengthPrefixed();
    element.write(item, out);
    out.endLengthPrefixed(mark);
  }

  @SuppressWarnings("unchecked")
  T item(ListValue list, int index) {
    return (T) list.items[index];
  }

  @Override
  void read(ReadBuffer in, Entry entry) {
    ListValue list = new ListValue();
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
  @Nullable Object detached(Entry entry) {
    if (!(entry.value instanceof ListValue list)) {
      return entry.value;
    }
    ListValue own = new ListValue();
    for (int i = 0; i < list.size; i++) {
      own.add(element.copy(item(list, i)), expiring ? list.stamps[i] : 0, expiring);
    }
    own.begin = own.size;
    return own;
  }

  /** Copies those of a list's elements that a frozen generation may see. */
  void own(ListValue list) {
    if (isMutable() && list.shared > 0) {
      Object[] items = list.items.clone();
      for (int i = 0; i < list.shared; i++) {
        items[i] = element.copy(item(list, i));
      }
      list.items = items;
      list.shared = 0;
    }
  }

  @Override
  void begin(Entry entry, boolean kept) {
    if (entry.value instanceof ListAppends appends) {
      // What is written already is in the database, and no longer needed here.
      entry.value = new ListAppends(entry.generation, kept ? appends : null);
    } else if (entry.value instanceof ListValue list) {
      if (kept) {
        entry.value = list.successor();
      } else {
        list.begin = list.size;
        list.replaces = false;
      }
    }
  }

  @Override
  int weigh(Entry entry) {
    if (entry.value instanceof ListAppends appends) {
      return APPENDS_BYTES + appends.bytes.length;
    }
    return entry.value instanceof ListValue list
        ? LIST_BYTES + list.items.length * ELEMENT_BYTES
        : 0;
  }

  @Override
  boolean isLive(Entry entry, long now) {
    if (!entry.present) {
      return false;
    }
    if (entry.value instanceof ListAppends appends) {
      return !expiring || isLive(appends.read(), now);
    }
    if (entry.value instanceof ListValue list) {
      for (int i = 0; i < list.size; i++) {
        if (!expiring || !expiry.isExpired(list.stamps[i], now)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  boolean isLive(ReadBuffer stored, long now) {
    while (stored.hasRemaining()) {
      if (!expiring || !expiry.isExpired(stored.readLong(), now)) {
        return true;
      }
      stored.skip(stored.readLength(1));
    }
    return false;
  }
}
