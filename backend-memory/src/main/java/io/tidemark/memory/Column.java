package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.LongEncodedButOne;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one part of an entry lies in its row: among the longs if its layout has it there, else
 * among the objects. Of the longs of a {@link LongEncodedButOne}, a bit for each row says whether
 * it is the odd value, which has none.
 */
final class Column<T> {

  /** The first byte of an array that cannot be in the line of memory in which the array begins. */
  private static final int NEXT_LINE = 64 - 16;

  private final Serializer<T> serializer;
  private final @Nullable LongEncoded<T> encoded;
  private final @Nullable LongEncodedButOne<T> withOdd;
  private final int cell;
  private final int stride;

  Column(Serializer<T> serializer, Part part, int cell, int stride) {
    this.serializer = serializer;
    LongEncodedButOne<T> most = null;
    LongEncoded<T> longs = null;
    if (part == Part.LONG_BUT_ONE) {
      most = (LongEncodedButOne<T>) serializer;
      longs = most.others();
    } else if (part == Part.LONG) {
      longs = (LongEncoded<T>) serializer;
    }
    this.withOdd = most;
    this.encoded = longs;
    this.cell = cell;
    this.stride = stride;
  }

  Serializer<T> serializer() {
    return serializer;
  }

  boolean isLong() {
    return encoded != null;
  }

  /** The 64 bits of a value, where it has them. */
  long bits(T value) {
    return encoded == null ? 0 : encoded.toLong(value);
  }

  /** How values are made of 64 bits, or null if they are objects. */
  @Nullable LongEncoded<T> encoded() {
    return encoded;
  }

  /** The value that has these 64 bits, of a part that {@linkplain #isLong has them}. */
  T of(long bits) {
    return Objects.requireNonNull(encoded).fromLong(bits);
  }

  /** Whether a value is the odd one, which has no bits. */
  boolean isOdd(T value) {
    return withOdd != null && value == withOdd.odd();
  }

  /** The odd value, or that which has these 64 bits. */
  T of(long bits, boolean odd) {
    return odd && withOdd != null ? withOdd.odd() : of(bits);
  }

  /** Reads the odd value if it comes next; whether it did. */
  boolean skipOdd(ReadBuffer in) {
    return withOdd != null && withOdd.skipOdd(in);
  }

  /** Whether a value that was passed without a check of its type can be one of these. */
  boolean accepts(T value) {
    try {
      serializer.write(value, new WriteBuffer(64));
      return true;
    } catch (ClassCastException e) {
      return false;
    }
  }

  /** Reads a value as its 64 bits, where it has them. */
  long readBits(ReadBuffer in) {
    return encoded == null ? 0 : encoded.readLong(in);
  }

  T get(Rows rows, int row) {
    return encoded == null ? get(rows.objects, row) : get(rows.longs, row);
  }

  /** Gets a part that {@linkplain #isLong has 64 bits} from the longs of some rows. */
  T get(long[] cells, int row) {
    if (withOdd != null && isOdd(cells, row)) {
      return withOdd.odd();
    }
    return of(cells[row * stride + cell]);
  }

  /** Gets a part that is an object from the objects of some rows. */
  @SuppressWarnings("unchecked")
  T get(Object[] objects, int row) {
    return (T) objects[row * stride + cell];
  }

  void set(Rows rows, int row, T value) {
    if (withOdd != null && markOdd(rows.longs, row, isOdd(value))) {
      return;
    }
    if (encoded != null) {
      rows.longs[row * stride + cell] = encoded.toLong(value);
    } else {
      rows.objects[row * stride + cell] = value;
    }
  }

  /** Sets a part that {@linkplain #isLong has 64 bits} to these, or to the odd value. */
  void set(Rows rows, int row, long bits, boolean odd) {
    if (withOdd == null || !markOdd(rows.longs, row, odd)) {
      rows.longs[row * stride + cell] = bits;
    }
  }

  /**
   * Looks at the objects of some rows, if the part is an object, before they are used one by one.
   * They lie anywhere, and a processor waits for many looks at once, but for each use by itself.
   *
   * @param wanted the rows, a bit each
   * @return how many are missing, for which each has to be looked at
   */
  int lookAhead(Rows rows, long wanted) {
    if (encoded != null) {
      return 0;
    }
    int missing = 0;
    int seen = 0;
    Object[] objects = rows.objects;
    for (long rest = wanted; rest != 0; rest &= rest - 1) {
      Object object = objects[Long.numberOfTrailingZeros(rest) * stride + cell];
      if (object instanceof byte[] bytes) {
        seen += look(bytes);
      } else if (object instanceof String text) {
        seen += look(text);
      } else if (object == null || object.getClass() == Column.class) {
        missing++;
      }
    }
    // No sum is that low; but the compiler, which would leave out looks that nobody heeds, cannot
    // know.
    return seen == Integer.MIN_VALUE ? Long.SIZE : missing;
  }

  /** Looks at the bytes of a text, which are an object of their own. */
  private static int look(String text) {
    return text.isEmpty() ? 0 : text.charAt(text.length() - 1);
  }

  /** Looks at the further lines of memory of a small array; of a large one, at two of them. */
  private static int look(byte[] bytes) {
    int length = bytes.length;
    int last = length == 0 ? 0 : bytes[length - 1];
    return length > NEXT_LINE ? bytes[NEXT_LINE] + last : last;
  }

  /** Appends the bytes of the part without making an object of it. */
  void write(Rows rows, int row, WriteBuffer out) {
    if (withOdd != null && isOdd(rows.longs, row)) {
      withOdd.write(withOdd.odd(), out);
    } else if (encoded != null) {
      encoded.writeLong(rows.longs[row * stride + cell], out);
    } else {
      serializer.write(get(rows.objects, row), out);
    }
  }

  /** Appends the bytes of the value that has these 64 bits. */
  void write(long bits, WriteBuffer out) {
    Objects.requireNonNull(encoded).writeLong(bits, out);
  }

  /** Appends the bytes of the odd value, or of that which has these 64 bits. */
  void write(long bits, boolean odd, WriteBuffer out) {
    if (odd && withOdd != null) {
      withOdd.write(withOdd.odd(), out);
    } else {
      write(bits, out);
    }
  }

  /** Sets the part to what {@code in} holds, without making an object where none is needed. */
  void read(Rows rows, int row, ReadBuffer in) {
    if (withOdd != null && markOdd(rows.longs, row, withOdd.skipOdd(in))) {
      return;
    }
    if (encoded != null) {
      rows.longs[row * stride + cell] = encoded.readLong(in);
    } else {
      set(rows, row, serializer.read(in));
    }
  }

  private static boolean isOdd(long[] cells, int row) {
    return (cells[Layout.ODD] >>> row & 1) != 0;
  }

  private static boolean markOdd(long[] cells, int row, boolean odd) {
    long bit = 1L << row;
    cells[Layout.ODD] = odd ? cells[Layout.ODD] | bit : cells[Layout.ODD] & ~bit;
    return odd;
  }
}
