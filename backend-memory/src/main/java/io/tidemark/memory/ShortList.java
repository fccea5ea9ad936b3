package io.tidemark.memory;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one short list, where each fits into 64 bits: a single array, so that one look at
 * memory finds all of them. The list becomes an {@link ElementList} when it is too long to be
 * copied lightly, which the first append after a capture does.
 *
 * <p>Before the elements stands what is known of them: the version in which the list was written
 * last, how many elements there were when that version began, and how many there are.
 */
final class ShortList {

  /** So many elements a short list has at most. */
  static final int MOST = 15;

  private static final int HEAD = 0;
  private static final int FIRST_ROWS = 3;

  /** In place of a number of elements: the list is new in its version. */
  private static final int NONE_BEFORE = MOST + 1;

  private static final int COUNT_BITS = 8;
  private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

  private ShortList() {}

  /** The cell of an element. */
  static int cell(int element) {
    return HEAD + 1 + element;
  }

  /** A new list without elements. */
  static long[] create(int version) {
    long[] list = new long[HEAD + 1 + FIRST_ROWS];
    list[HEAD] = head(version, NONE_BEFORE, 0);
    return list;
  }

  /** How many elements there are. */
  static int count(long[] list) {
    return (int) list[HEAD] & COUNT_MASK;
  }

  /**
   * The list with one more element, to be put in the place of {@code list}, which it is if no
   * capture sees it and there is room; null if the list would be too long.
   */
  static long @Nullable [] append(long[] list, long element, Versions versions) {
    long head = list[HEAD];
    int count = (int) head & COUNT_MASK;
    long[] target = list;
    if (version(head) != versions.current()) {
      if (versions.isPinned(version(head))) {
        target = list.clone();
      }
      head = head(versions.current(), count, count);
    }
    if (HEAD + 1 + count == list.length) {
      if (count == MOST) {
        return null;
      }
      target = Arrays.copyOf(list, 2 * list.length);
    }
    target[HEAD + 1 + count] = element;
    target[HEAD] = head + 1;
    return target;
  }

  /** Whether all elements are to be written anew, for a snapshot that builds on {@code base}. */
  static boolean isReplacedSince(long[] list, int base) {
    long head = list[HEAD];
    return version(head) > base && (version(head) - 1 > base || before(head) == NONE_BEFORE);
  }

  /**
   * The first element that was appended after {@code base} ended, of a list that is not replaced
   * since.
   */
  static int appendedSince(long[] list, int base) {
    long head = list[HEAD];
    return version(head) > base ? before(head) : (int) head & COUNT_MASK;
  }

  /**
   * The elements as they are now, read where they lie: appends go behind them or to another array.
   */
  static <T> List<T> view(long[] list, Column<T> elements) {
    return new View<>(elements, list, count(list));
  }

  private static long head(int version, int before, int count) {
    return (long) version << Integer.SIZE | (long) before << COUNT_BITS | count;
  }

  private static int version(long head) {
    return (int) (head >>> Integer.SIZE);
  }

  private static int before(long head) {
    return (int) head >>> COUNT_BITS;
  }

  private static final class View<T> extends AbstractList<T> implements RandomAccess {

    private final Column<T> elements;
    private final long[] list;
    private final int count;

    View(Column<T> elements, long[] list, int count) {
      this.elements = elements;
      this.list = list;
      this.count = count;
    }

    @Override
    public int size() {
      return count;
    }

    @Override
    public T get(int index) {
      return elements.of(list[cell(Objects.checkIndex(index, count))]);
    }

    @Override
    public Iterator<T> iterator() {
      return new Walk<>(elements, list, count);
    }
  }

  private static final class Walk<T> implements Iterator<T> {

    private final Column<T> elements;
    private final long[] list;
    private final int count;
    private int next;

    Walk(Column<T> elements, long[] list, int count) {
      this.elements = elements;
      this.list = list;
      this.count = count;
    }

    @Override
    public boolean hasNext() {
      return next < count;
    }

    @Override
    public T next() {
      if (next == count) {
        throw new NoSuchElementException();
      }
      return elements.of(list[cell(next++)]);
    }
  }
}
