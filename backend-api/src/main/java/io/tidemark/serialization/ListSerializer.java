package io.tidemark.serialization;

import io.tidemark.serialization.TypeDescription.ListType;
import java.util.ArrayList;
import java.util.List;

/** {@link Elements} in order. Reads lists that can be changed. */
record ListSerializer<E>(Serializer<E> element, ListType description, int smallest)
    implements Serializer<List<E>> {

  ListSerializer(Serializer<E> element) {
    this(
        element,
        new ListType(element.description()),
        DescribedBytes.smallest(element.description()));
  }

  @Override
  public void write(List<E> value, WriteBuffer out) {
    Elements.write(value, element, "An element of a list", out);
  }

  @Override
  public List<E> read(ReadBuffer in) {
    return Elements.read(in, element, smallest, ArrayList::new);
  }

  @Override
  public List<E> copy(List<E> value) {
    return element.isImmutable()
        ? new ArrayList<>(value)
        : Elements.copy(value, element, ArrayList::new);
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public boolean isCanonical() {
    return element.isCanonical();
  }

  @Override
  public Compatibility<List<E>> resolve(TypeDescription written) {
    if (!(written instanceof ListType list)) {
      return Resolution.different(description, written);
    }
    int smallestWritten = DescribedBytes.smallest(list.element());
    return Resolution.ofPart(
        "list element",
        element.resolve(list.element()),
        reader -> in -> Elements.read(in, reader, smallestWritten, ArrayList::new));
  }
}
