package io.tidemark.serialization;

/** Two values that belong together for want of a record of their own. */
public record Pair<A, B>(A first, B second) {

  public static <A, B> Pair<A, B> of(A first, B second) {
    return new Pair<>(first, second);
  }
}
