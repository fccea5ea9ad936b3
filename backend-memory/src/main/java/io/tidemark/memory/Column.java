package io.tidemark.memory;

import io.tidemark.serialization.LongEncoded;
import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where one part of an entry lies in the rows of a page: among the longs if its serializer is
 * {@link LongEncoded}, else among the objects.
 */
final class Column<T> {

  private final Serializer<T> serializer;
  private final @Nullable LongEncoded<T> encoded;
  private final int cell;
  private final int stride;

  Column(Serializer<T> serializer, int cell, int stride) {
    this.serializer = serializer;
    this.encoded = serializer instanceof LongEncoded<T> longs ? longs : null;
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

  /** Reads a value as its 64 bits, where it has them. */
  long readBits(ReadBuffer in) {
    return encoded == null ? 0 : encoded.readLong(in);
  }

  T get(Page page, int slot) {
    if (encoded != null) {
      return encoded.fromLong(page.longs[slot * stride + cell]);
    }
    return object(page, slot);
  }

  /** Sets the part to a value that no capture sees. */
  void set(Page page, int slot, T value) {
    if (encoded != null) {
      page.longs[slot * stride + cell] = encoded.toLong(value);
    } else {
      page.objects[slot * stride + cell] = value;
      page.own(slot);
    }
  }

  /** Appends the bytes of the part without making an object of it. */
  void write(Page page, int slot, WriteBuffer out) {
    if (encoded != null) {
      encoded.writeLong(page.longs[slot * stride + cell], out);
    } else {
      serializer.write(object(page, slot), out);
    }
  }

  /** Sets the part to what {@code in} holds, without making an object where none is needed. */
  void read(Page page, int slot, ReadBuffer in) {
    if (encoded != null) {
      page.longs[slot * stride + cell] = encoded.readLong(in);
    } else {
      set(page, slot, serializer.read(in));
    }
  }

  /** Replaces a value that a capture may see by a copy. */
  void detach(Page page, int slot) {
    if (!page.isOwned(slot)) {
      set(page, slot, serializer.copy(object(page, slot)));
    }
  }

  @SuppressWarnings("unchecked")
  private T object(Page page, int slot) {
    return (T) page.objects[slot * stride + cell];
  }
}
