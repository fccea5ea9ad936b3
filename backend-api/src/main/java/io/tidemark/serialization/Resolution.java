package io.tidemark.serialization;

import io.tidemark.serialization.Compatibility.AsIs;
import io.tidemark.serialization.Compatibility.Incompatible;
import io.tidemark.serialization.Compatibility.Migrate;
import io.tidemark.serialization.Compatibility.Reader;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Puts the answers of {@link Serializer#resolve} together from those for the parts of a type. */
final class Resolution {

  private Resolution() {}

  /** For a type that reads nothing but itself. */
  static <T> Compatibility<T> sameOnly(TypeDescription own, TypeDescription written) {
    return own.equals(written) ? new AsIs<>() : different(own, written);
  }

  /** For two types that have nothing to do with each other. */
  static <T> Compatibility<T> different(TypeDescription own, TypeDescription written) {
    return new Incompatible<>("was " + written + ", is " + own);
  }

  /** For a type with one part: {@code whole} makes its reader from the part's. */
  static <P, T> Compatibility<T> ofPart(
      String place, Compatibility<P> part, Function<Reader<P>, Reader<T>> whole) {
    if (part instanceof Migrate<P> migrate) {
      return new Migrate<>(whole.apply(migrate.reader()));
    }
    if (part instanceof AsIs<P> asIs && asIs.older() != null) {
      return new AsIs<>(whole.apply(asIs.older()));
    }
    return part instanceof Incompatible<P> refusal ? at(place, refusal) : new AsIs<>();
  }

  /** For a type with two parts, written one after the other. */
  static <P, Q, T> Compatibility<T> ofParts(
      String firstPlace,
      Serializer<P> first,
      TypeDescription firstWritten,
      String secondPlace,
      Serializer<Q> second,
      TypeDescription secondWritten,
      BiFunction<Reader<P>, Reader<Q>, Reader<T>> whole) {
    Compatibility<P> firstPart = first.resolve(firstWritten);
    if (firstPart instanceof Incompatible<P> refusal) {
      return at(firstPlace, refusal);
    }
    Compatibility<Q> secondPart = second.resolve(secondWritten);
    if (secondPart instanceof Incompatible<Q> refusal) {
      return at(secondPlace, refusal);
    }
    if (firstPart instanceof AsIs<P> && secondPart instanceof AsIs<Q>) {
      return new AsIs<>();
    }
    return new Migrate<>(whole.apply(reader(firstPart, first), reader(secondPart, second)));
  }

  /** The same refusal, seen from the type around it. */
  static <P, T> Incompatible<T> at(String place, Incompatible<P> part) {
    return new Incompatible<>(place + ": " + part.reason());
  }

  /** What reads the bytes of a part that is not incompatible. */
  static <P> Reader<P> reader(Compatibility<P> part, Serializer<P> serializer) {
    if (part instanceof AsIs<P> asIs && asIs.older() != null) {
      return asIs.older();
    }
    return part instanceof Migrate<P> migrate ? migrate.reader() : serializer;
  }
}
