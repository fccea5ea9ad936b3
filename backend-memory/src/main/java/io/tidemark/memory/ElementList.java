package io.tidemark.memory;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one list, in chunks that are only ever appended to.
 *
 * <p>A capture holds this object, which says how many elements there are, and shares the chunks: an
 * append after the capture goes behind the elements that it knows, from another object. So neither
 * an append nor a capture copies what is there. The first chunk doubles up to {@value #CHUNK_ROWS}
 * elements, further ones have that size at once.
 *
 * <p>Elements are numbered from when the list was last replaced. {@link Mark}s tell how many there
 * were at the end of earlier versions, so that an incremental snapshot writes what was appended
 * since. Expired elements are dropped from the front, and the others keep their numbers.
 */
final class ElementList {

  private static final int FIRST_ROWS = 4;
  private static final int CHUNK_ROWS = 128;

  /** Elements beside each other. */
  private static final class Chunk extends Rows {

    final int capacity;
    @Nullable Chunk next;

    Chunk(Layout layout, int capacity) {
      super(layout, capacity);
      this.capacity = capacity;
    }
  }

  /** How many elements there were when a version ended. */
  private record Mark(int version, int size, @Nullable Mark older) {}

  private int version;
  private int replaced;
  private int ownedSince;
  private @Nullable Mark marks;
  private Chunk first;
  private Chunk last;

  /** How many rows of the first chunk are dropped. */
  private int start;

  /** How many rows of the last chunk are used. */
  private int end;

  /** The number of the first element that is not dropped. */
  private int dropped;

  /** The number that the next element gets. */
  private int size;

  ElementList(Layout layout, int version) {
    this.version = version;
    replaced = version;
    ownedSince = version;
    first = new Chunk(layout, FIRST_ROWS);
    last = first;
  }

  private ElementList(ElementList original) {
    version = original.version;
    replaced = original.replaced;
    ownedSince = original.ownedSince;
    marks = original.marks;
    first = original.first;
    last = original.last;
    start = original.start;
    end = original.end;
    dropped = original.dropped;
    size = original.size;
  }

  /** How many elements there are. */
  int count() {
    return size - dropped;
  }

  /** The number of the first element. */
  int firstNumber() {
    return dropped;
  }

  /** The number behind that of the last element. */
  int endNumber() {
    return size;
  }

  /** Whether elements other than appended ones are new since {@code base} ended. */
  boolean isReplacedSince(int base) {
    return replaced > base;
  }

  /** The number of the first element that was appended after {@code base} ended. */
  int appendedSince(int base) {
    int from = size;
    if (version > base) {
      from = 0;
      for (Mark mark = marks; mark != null; mark = mark.older) {
        if (mark.version <= base) {
          from = mark.size;
          break;
        }
      }
    }
    return Math.max(from, dropped);
  }

  /** This list if no capture sees it, or a copy to be put in its place that shares the elements. */
  ElementList writable(Versions versions) {
    if (version == versions.current()) {
      return this;
    }
    ElementList writable = versions.isPinned(version) ? new ElementList(this) : this;
    writable.begin(versions);
    return writable;
  }

  /** Whether no capture sees the elements' objects. */
  boolean isOwned(Versions versions) {
    return !versions.isPinned(ownedSince);
  }

  /** Replaces all elements by copies that this list has alone. The list is writable. */
  <T> void own(Column<T> elements, Layout layout, Versions versions) {
    Cursor cursor = cursor(dropped);
    Chunk copies = new Chunk(layout, Math.max(FIRST_ROWS, count()));
    int row = 0;
    while (cursor.next()) {
      layout.copyRow(cursor.rows(), cursor.row(), copies, row);
      elements.set(copies, row, elements.serializer().copy(elements.get(copies, row)));
      row++;
    }
    first = copies;
    last = copies;
    start = 0;
    end = row;
    ownedSince = versions.current();
  }

  /** Adds an element, to be set in the last row of {@link #tail}. The list is writable. */
  int append(Layout layout) {
    if (end == last.capacity) {
      makeRoom(layout);
    }
    size++;
    return end++;
  }

  /** The rows that hold the element appended last. */
  Rows tail() {
    return last;
  }

  /** Drops the first {@code count} elements. The list is writable. */
  void drop(int count) {
    dropped += count;
    start += count;
    while (first != last && start >= first.capacity) {
      start -= first.capacity;
      first = Objects.requireNonNull(first.next);
    }
  }

  /** The elements as they are now, read where they lie: nothing that is done later is seen. */
  <T> List<T> view(Column<T> elements) {
    return new View<>(elements, first, start, count());
  }

  /** Walks over the elements from {@code number} on. */
  Cursor cursor(int number) {
    return new Cursor(number);
  }

  /** Sees one element after the other, of a list that does not change meanwhile. */
  final class Cursor {

    private Chunk chunk = first;
    private int row;
    private int left;

    private Cursor(int number) {
      left = size - number;
      row = start + number - dropped - 1;
      skip();
    }

    boolean next() {
      if (left == 0) {
        return false;
      }
      left--;
      row++;
      skip();
      return true;
    }

    Rows rows() {
      return chunk;
    }

    int row() {
      return row;
    }

    private void skip() {
      while (row >= chunk.capacity && chunk.next != null) {
        row -= chunk.capacity;
        chunk = chunk.next;
      }
    }
  }

  /**
   * Elements of one moment. Appends go behind them, and whatever else is done to a list goes to
   * other chunks.
   */
  private static final class View<T> extends AbstractList<T> {

    private final Column<T> elements;
    private final Chunk first;
    private final int start;
    private final int count;

    View(Column<T> elements, Chunk first, int start, int count) {
      this.elements = elements;
      this.first = first;
      this.start = start;
      this.count = count;
    }

    @Override
    public int size() {
      return count;
    }

    @Override
    public T get(int index) {
      Objects.checkIndex(index, count);
      Chunk chunk = first;
      int row = start + index;
      while (row >= chunk.capacity) {
        row -= chunk.capacity;
        chunk = Objects.requireNonNull(chunk.next);
      }
      return elements.get(chunk, row);
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private Chunk chunk = first;
        private int row = start;
        private int left = count;

        @Override
        public boolean hasNext() {
          return left > 0;
        }

        @Override
        public T next() {
          if (left == 0) {
            throw new NoSuchElementException();
          }
          left--;
          while (row >= chunk.capacity) {
            row -= chunk.capacity;
            chunk = Objects.requireNonNull(chunk.next);
          }
          return elements.get(chunk, row++);
        }
      };
    }
  }

  private void begin(Versions versions) {
    if (versions.remembersChanges()) {
      marks = new Mark(version, size, stillAsked(versions));
    }
    version = versions.current();
  }

  /** The marks without those for which no snapshot asks any more. */
  private @Nullable Mark stillAsked(Versions versions) {
    if (version > versions.completed()) {
      return marks;
    }
    Mark mark = version <= versions.remembered() ? null : marks;
    while (mark != null && mark.version > versions.remembered()) {
      mark = mark.older;
    }
    return mark == null || mark.older == null ? mark : new Mark(mark.version, mark.size, null);
  }

  private void makeRoom(Layout layout) {
    if (first != last || end - start >= CHUNK_ROWS) {
      Chunk chunk = new Chunk(layout, CHUNK_ROWS);
      last.next = chunk;
      last = chunk;
      end = 0;
      return;
    }
    int rows = end - start;
    Chunk grown = new Chunk(layout, Math.max(FIRST_ROWS, Math.min(2 * rows, CHUNK_ROWS)));
    for (int row = 0; row < rows; row++) {
      layout.copyRow(last, start + row, grown, row);
    }
    first = grown;
    last = grown;
    start = 0;
    end = rows;
  }
}
