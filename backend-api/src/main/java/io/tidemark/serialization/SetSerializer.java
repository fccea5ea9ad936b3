package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.SetType;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@link Elements} in the order of iteration, which is no property of the set: equal sets may have
 * different bytes. Reads sets that can be changed and iterate in the order written.
 */
record SetSerializer<E>(Serializer<E> element, SetType description, int smallest)
    implements Serializer<Set<E>> {

  SetSerializer(Serializer<E> element) {
    this(
        element,
        new SetType(element.description()),
        DescribedBytes.smallest(element.description()));
  }

  @Override
  public void write(Set<E> value, WriteBuffer out) {
    Elements.write(value, element, "An element of a set", out);
  }

  @Override
  public Set<E> read(ReadBuffer in) {
    return Elements.read(in, element, smallest, SetSerializer::empty);
  }

  @Override
  public Set<E> copy(Set<E> value) {
    return Elements.copy(value, element, SetSerializer::empty);
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public boolean isCanonical() {
    return false;
  }

  @Override
  public Compatibility<Set<E>> resolve(TypeDescription written) {
    if (!(written instanceof SetType set)) {
      return Resolution.different(description, written);
    }
    int smallestWritten = DescribedBytes.smallest(set.element());
    return Resolution.ofPart(
        "set element",
        element.resolve(set.element()),
        reader -> in -> Elements.read(in, reader, smallestWritten, SetSerializer::empty));
  }

  private static <E> Set<E> empty(int size) {
    return new LinkedHashSet<>(MapSerializer.capacity(size));
  }
}
