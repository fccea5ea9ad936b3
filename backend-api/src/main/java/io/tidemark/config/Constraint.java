package io.tidemark.config;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an option demands of its values beyond their type.
 *
 * @param <T> the type of the values
 */
public final class Constraint<T> {

  /** Words what is allowed, from the type's own wording and the way in which values are written. */
  private interface Wording<T> {
    String of(String type, Function<T, String> format);
  }

  private final Predicate<? super T> accepted;
  private final String rejection;
  private final Wording<T> wording;

  private Constraint(Predicate<? super T> accepted, String rejection, Wording<T> wording) {
    this.accepted = accepted;
    this.rejection = rejection;
    this.wording = wording;
  }

  /** The value is {@code least} or larger. */
  public static <T extends Comparable<? super T>> Constraint<T> atLeast(T least) {
    return new Constraint<>(
        value -> value.compareTo(least) >= 0,
        "it is too small",
        (type, format) -> type + ", at least " + format.apply(least));
  }

  /** The value is {@code most} or smaller. */
  public static <T extends Comparable<? super T>> Constraint<T> atMost(T most) {
    return new Constraint<>(
        value -> value.compareTo(most) <= 0,
        "it is too large",
        (type, format) -> type + ", at most " + format.apply(most));
  }

  /**
   * The value lies between two others, or equals one of them.
   *
   * @throws IllegalArgumentException if {@code least} is larger than {@code most}
   */
  public static <T extends Comparable<? super T>> Constraint<T> between(T least, T most) {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("nothing lies between " + least + " and " + most);
    }
    return new Constraint<>(
        value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        "it is out of range",
        (type, format) -> type + ", from " + format.apply(least) + " to " + format.apply(most));
  }

  /**
   * The value equals one of these.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <T> Constraint<T> oneOf(List<T> values) {
    List<T> choices = List.copyOf(values);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("a choice needs at least one value");
    }
    return new Constraint<>(
        choices::contains,
        "there is no such choice",
        (type, format) ->
            "one of " + choices.stream().map(format).collect(Collectors.joining(", ")));
  }

  /**
   * Anything that code can decide.
   *
   * @param allowed what is accepted, in place of the type's own wording: "a URI with a scheme"
   * @param accepted whether a value is; neither throws nor looks at anything but the value
   */
  public static <T> Constraint<T> of(String allowed, Predicate<? super T> accepted) {
    return new Constraint<>(accepted, "it is not accepted", (type, format) -> allowed);
  }

  /**
   * Gives the value back.
   *
   * @throws IllegalArgumentException with the reason as a clause, if the value is not accepted
   */
  T require(T value) {
    if (!accepted.test(value)) {
      throw new IllegalArgumentException(rejection);
    }
    return value;
  }

  /** What is allowed, as the end of a sentence. */
  String describe(String type, Function<T, String> format) {
    return wording.of(type, format);
  }
}
