package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.AsIs;
import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.RecordType;
import io.tidemark.serialization.TypeDescription.UnionType;
import java.util.ArrayList;
import java.util.List;

/**
 * The position of the variant as a variable-length number, then its record. Variants may be added
 * and change their order, and take a new name under {@link FormerNames}; one that was written
 * cannot go.
 *
 * @param classes of the variants, in their order
 */
record UnionSerializer<T>(
    UnionType description,
    Names names,
    List<Class<?>> classes,
    List<RecordSerializer<T>> variants,
    boolean isImmutable,
    boolean isCanonical)
    implements Serializer<T> {

  static <T> UnionSerializer<T> of(
      String name, Names names, List<Class<?>> classes, List<RecordSerializer<T>> variants) {
    return new UnionSerializer<>(
        new UnionType(name, variants.stream().map(RecordSerializer::description).toList()),
        names,
        classes,
        variants,
        variants.stream().allMatch(RecordSerializer::isImmutable),
        variants.stream().allMatch(RecordSerializer::isCanonical));
  }

  @Override
  public void write(T value, WriteBuffer out) {
    int position = position(value);
    out.writeVarInt(position);
    variants.get(position).write(value, out);
  }

  @Override
  public T read(ReadBuffer in) {
    return variants.get(Position.read(in, description.variants().size())).read(in);
  }

  @Override
  public T copy(T value) {
    return variants.get(position(value)).copy(value);
  }

  @Override
  public Compatibility<T> resolve(TypeDescription written) {
    if (!(written instanceof UnionType union)) {
      return Resolution.different(description, written);
    }
    String place = "union " + description.name() + ", variant ";
    List<Reader<T>> readers = new ArrayList<>();
    boolean asIs = true;
    for (RecordType variant : union.variants()) {
      int position = names.position(variant.name());
      if (position < 0) {
        return new Incompatible<>(
            place
                + variant.name()
                + ": was there, is gone; bring it back, or name its successor's former name with"
                + " @FormerNames");
      }
      RecordSerializer<T> serializer = variants.get(position);
      Compatibility<T> compatibility = serializer.resolve(variant);
      if (compatibility instanceof Incompatible<T> refusal) {
        return Resolution.at(place + variant.name(), refusal);
      }
      asIs &= position == readers.size() && compatibility instanceof AsIs<T>;
      readers.add(Resolution.reader(compatibility, serializer));
    }
    return asIs
        ? new AsIs<>()
        : new Migrate<>(in -> readers.get(Position.read(in, readers.size())).read(in));
  }

  private int position(T value) {
    Class<?> type = value.getClass();
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i) == type) {
        return i;
      }
    }
    throw new InvalidValueException(
        type.getName() + " is no variant of union " + description.name());
  }
}
