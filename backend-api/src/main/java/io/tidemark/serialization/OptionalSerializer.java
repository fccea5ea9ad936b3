package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.OptionalType;
import java.util.Optional;

/**
 * A boolean, then the element if there is one. What was written without the choice is read as
 * present.
 */
record OptionalSerializer<E>(Serializer<E> element, OptionalType description)
    implements Serializer<Optional<E>> {

  OptionalSerializer(Serializer<E> element) {
    this(element, new OptionalType(element.description()));
  }

  @Override
  public void write(Optional<E> value, WriteBuffer out) {
    boolean present = value.isPresent();
    out.writeBoolean(present);
    if (present) {
      element.write(value.get(), out);
    }
  }

  @Override
  public Optional<E> read(ReadBuffer in) {
    return read(in, element);
  }

  @Override
  public Optional<E> copy(Optional<E> value) {
    return element.isImmutable() ? value : value.map(element::copy);
  }

  @Override
  public boolean isImmutable() {
    return element.isImmutable();
  }

  @Override
  public boolean isCanonical() {
    return element.isCanonical();
  }

  @Override
  public Compatibility<Optional<E>> resolve(TypeDescription written) {
    if (written instanceof OptionalType optional) {
      return Resolution.ofPart(
          "optional", element.resolve(optional.element()), reader -> in -> read(in, reader));
    }
    Compatibility<E> present = element.resolve(written);
    if (present instanceof Incompatible<E>) {
      return Resolution.different(description, written);
    }
    Reader<E> reader = Resolution.reader(present, element);
    return new Migrate<>(in -> Optional.of(reader.read(in)));
  }

  private static <E> Optional<E> read(ReadBuffer in, Reader<E> element) {
    return in.readBoolean() ? Optional.of(element.read(in)) : Optional.empty();
  }
}
