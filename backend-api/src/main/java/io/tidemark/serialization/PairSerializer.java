package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.Reader;
import io.tidemark.serialization.TypeDescription.PairType;

/** The first, then the second. */
record PairSerializer<A, B>(Serializer<A> first, Serializer<B> second, PairType description)
    implements Serializer<Pair<A, B>> {

  PairSerializer(Serializer<A> first, Serializer<B> second) {
    this(first, second, new PairType(first.description(), second.description()));
  }

  @Override
  public void write(Pair<A, B> value, WriteBuffer out) {
    if (value.first() == null) {
      throw InvalidValueException.nullAt("The first of a pair");
    }
    if (value.second() == null) {
      throw InvalidValueException.nullAt("The second of a pair");
    }
    first.write(value.first(), out);
    second.write(value.second(), out);
  }

  @Override
  public Pair<A, B> read(ReadBuffer in) {
    return read(in, first, second);
  }

  @Override
  public Pair<A, B> copy(Pair<A, B> value) {
    return isImmutable()
        ? value
        : new Pair<>(first.copy(value.first()), second.copy(value.second()));
  }

  @Override
  public boolean isImmutable() {
    return first.isImmutable() && second.isImmutable();
  }

  @Override
  public boolean isCanonical() {
    return first.isCanonical() && second.isCanonical();
  }

  @Override
  public Compatibility<Pair<A, B>> resolve(TypeDescription written) {
    if (!(written instanceof PairType pair)) {
      return Resolution.different(description, written);
    }
    return Resolution.ofParts(
        "pair's first",
        first,
        pair.first(),
        "pair's second",
        second,
        pair.second(),
        (a, b) -> in -> read(in, a, b));
  }

  private static <A, B> Pair<A, B> read(ReadBuffer in, Reader<A> first, Reader<B> second) {
    A a = first.read(in);
    return new Pair<>(a, second.read(in));
  }
}
