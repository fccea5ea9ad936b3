package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.Reader;
import java.util.Collection;
import java.util.function.IntFunction;

/** A number of elements as a variable-length number, then the elements. */
final class Elements {

  private Elements() {}

  static <E> void write(
      Collection<E> values, Serializer<E> element, String place, WriteBuffer out) {
    out.writeVarInt(values.size());
    for (E each : values) {
      if (each == null) {
        throw InvalidValueException.nullAt(place);
      }
      element.write(each, out);
    }
  }

  /**
   * @param smallest the size in bytes that no element is below
   * @param empty makes the collection with room for so many
   */
  static <E, C extends Collection<E>> C read(
      ReadBuffer in, Reader<E> element, int smallest, IntFunction<C> empty) {
    int size = in.readLength(smallest);
    C values = empty.apply(size);
    for (int i = 0; i < size; i++) {
      values.add(element.read(in));
    }
    return values;
  }

  static <E, C extends Collection<E>> C copy(
      Collection<E> values, Serializer<E> element, IntFunction<C> empty) {
    C copy = empty.apply(values.size());
    for (E each : values) {
      copy.add(element.copy(each));
    }
    return copy;
  }
}
