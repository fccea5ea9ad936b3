package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.MalformedBytesException;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with the elements of one state's lists. A list is an {@link ElementList}, or,
 * where elements fit into 64 bits and do not expire, an array that is a {@link ShortList} until it
 * has too many elements.
 */
final class ListElements<T> {

  private final Layout layout;
  private final Column<T> column;
  private final @Nullable Expiry expiry;
  private final boolean shortFirst;

  ListElements(Serializer<T> serializer, @Nullable Expiry expiry) {
    this.expiry = expiry;
    layout = Layout.ofElements(Part.of(serializer), expiry != null);
    column = layout.valueColumn(serializer);
    shortFirst = column.isLong() && expiry == null;
  }

  Layout layout() {
    return layout;
  }

  Column<T> column() {
    return column;
  }

  @Nullable Expiry expiry() {
    return expiry;
  }

  /** A new list without elements. */
  Object create(int version) {
    return shortFirst ? ShortList.create(version) : new ElementList(layout, version);
  }

  /**
   * Appends an element that counts from {@code stamp}.
   *
   * @return the list, to be put in the place of {@code list} if it is another one
   */
  Object append(Object list, T element, long stamp, Versions versions) {
    if (list instanceof long[] few) {
      return append(few, column.bits(element), versions);
    }
    ElementList writable = ((ElementList) list).writable(versions);
    int row = writable.append(layout);
    column.set(writable.tail(), row, element);
    stamp(writable, row, stamp);
    return writable;
  }

  /**
   * Appends all elements of another list as they are.
   *
   * @return the list, to be put in the place of {@code list} if it is another one
   */
  Object appendAll(Object list, Object others, Versions versions) {
    if (others instanceof long[] few) {
      Object target = list;
      for (int element = 0, end = ShortList.count(few); element < end; element++) {
        target = append(target, few[ShortList.cell(element)], versions);
      }
      return target;
    }
    ElementList writable = writable(list, versions);
    ElementList many = (ElementList) others;
    ElementList.Cursor cursor = many.cursor(many.firstNumber());
    while (cursor.next()) {
      int row = writable.append(layout);
      layout.copyRow(cursor.rows(), cursor.row(), writable.tail(), row);
    }
    return writable;
  }

  /**
   * Appends the elements whose bytes {@code in} holds.
   *
   * @param stamped whether the bytes have stamps; otherwise elements count from {@code now}
   * @return the list, to be put in the place of {@code list} if it is another one
   */
  Object read(
      Object list,
      ReadBuffer in,
      Compatibility.@Nullable Reader<T> migration,
      boolean stamped,
      long now,
      Versions versions) {
    Object target = list;
    while (in.hasRemaining()) {
      long stamp = stamped ? in.readLong() : now;
      int length = in.readLength(1);
      int end = in.position() + length;
      target = readOne(target, in, migration, stamp, versions);
      if (in.position() != end) {
        throw new MalformedBytesException(
            "An element of " + length + " bytes ends " + (in.position() - end) + " bytes off");
      }
    }
    return target;
  }

  /** Writes the elements from number {@code from} on that are not expired at {@code now}. */
  void write(Object list, int from, long now, WriteBuffer out) {
    if (list instanceof long[] few) {
      for (int element = from, end = ShortList.count(few); element < end; element++) {
        int mark = out.beginLengthPrefixed();
        column.write(few[ShortList.cell(element)], out);
        out.endLengthPrefixed(mark);
      }
      return;
    }
    ElementList.Cursor cursor = ((ElementList) list).cursor(from);
    while (cursor.next()) {
      if (isLive(cursor, now)) {
        if (expiry != null) {
          out.writeLong(layout.stamp(cursor.rows(), cursor.row()));
        }
        int mark = out.beginLengthPrefixed();
        column.write(cursor.rows(), cursor.row(), out);
        out.endLengthPrefixed(mark);
      }
    }
  }

  /** The number of the first element. */
  int firstNumber(Object list) {
    return list instanceof long[] ? 0 : ((ElementList) list).firstNumber();
  }

  /** The number behind that of the last element. */
  int endNumber(Object list) {
    return list instanceof long[] few ? ShortList.count(few) : ((ElementList) list).endNumber();
  }

  /** Whether a snapshot that builds on {@code base} is to have all elements anew. */
  boolean isReplacedSince(Object list, int base) {
    return list instanceof long[] few
        ? ShortList.isReplacedSince(few, base)
        : ((ElementList) list).isReplacedSince(base);
  }

  /** The number of the first element that was appended after {@code base} ended. */
  int appendedSince(Object list, int base) {
    return list instanceof long[] few
        ? ShortList.appendedSince(few, base)
        : ((ElementList) list).appendedSince(base);
  }

  /** The elements as they are now: nothing that is done later is seen. */
  List<T> view(Object list) {
    return list instanceof long[] few
        ? ShortList.view(few, column)
        : ((ElementList) list).view(column);
  }

  /** Whether no capture sees the elements' objects. */
  boolean isOwned(Object list, Versions versions) {
    return list instanceof long[] || ((ElementList) list).isOwned(versions);
  }

  /** The list with copies of all elements, to be put in its place. */
  ElementList owned(Object list, Versions versions) {
    ElementList writable = writable(list, versions);
    writable.own(column, layout, versions);
    return writable;
  }

  /** Whether the element that a cursor came to is not expired at {@code now}. */
  boolean isLive(ElementList.Cursor cursor, long now) {
    return expiry == null || !expiry.isExpired(layout.stamp(cursor.rows(), cursor.row()), now);
  }

  /** Whether any element is not expired at {@code now}. */
  boolean hasLive(Object list, long now) {
    return expiry == null || expiredFirst(list, now) < ((ElementList) list).count();
  }

  /** How many elements are expired at {@code now} before the first that is not. */
  int expiredFirst(Object list, long now) {
    ElementList many = (ElementList) list;
    ElementList.Cursor cursor = many.cursor(many.firstNumber());
    int expired = 0;
    while (cursor.next() && !isLive(cursor, now)) {
      expired++;
    }
    return expired;
  }

  private Object readOne(
      Object list,
      ReadBuffer in,
      Compatibility.@Nullable Reader<T> migration,
      long stamp,
      Versions versions) {
    if (migration != null) {
      return append(list, migration.read(in), stamp, versions);
    }
    if (list instanceof long[] few) {
      return append(few, column.readBits(in), versions);
    }
    ElementList writable = ((ElementList) list).writable(versions);
    int row = writable.append(layout);
    column.read(writable.tail(), row, in);
    stamp(writable, row, stamp);
    return writable;
  }

  /** Appends an element that fits into 64 bits to a list of such. */
  private Object append(Object list, long bits, Versions versions) {
    if (list instanceof long[] few) {
      long[] longer = ShortList.append(few, bits, versions);
      if (longer != null) {
        return longer;
      }
    }
    ElementList writable = writable(list, versions);
    append(writable, bits);
    return writable;
  }

  private void append(ElementList list, long bits) {
    int row = list.append(layout);
    list.tail().longs[row * layout.longs] = bits;
  }

  private ElementList writable(Object list, Versions versions) {
    if (list instanceof long[] few) {
      ElementList many = new ElementList(layout, versions.current());
      for (int element = 0, end = ShortList.count(few); element < end; element++) {
        append(many, few[ShortList.cell(element)]);
      }
      return many;
    }
    return ((ElementList) list).writable(versions);
  }

  private void stamp(ElementList list, int row, long stamp) {
    if (expiry != null) {
      layout.stamp(list.tail(), row, stamp);
    }
  }
}
