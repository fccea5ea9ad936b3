package io.tidemark.serialization;

/** The common answers of {@link Serializer#resolve}. */
final class Resolution {

  private Resolution() {}

  /** For a type that reads nothing but itself. */
  static <T> Compatibility<T> sameOnly(TypeDescription own, TypeDescription written) {
    return own.equals(written) ? new Compatibility.AsIs<>() : different(own, written);
  }

  /** For two types that have nothing to do with each other. */
  static <T> Compatibility<T> different(TypeDescription own, TypeDescription written) {
    return new Compatibility.Incompatible<>("was " + written + ", is " + own);
  }
}
