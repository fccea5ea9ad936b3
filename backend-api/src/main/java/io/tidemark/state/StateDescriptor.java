package io.tidemark.state;

import io.tidemark.serialization.Serializer;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The name, kind, types and options of a state. The name is the state's identity within its
 * operator, also in snapshots.
 *
 * @param <S> the interface through which the state is used
 */
public sealed interface StateDescriptor<S extends State> {

  /** Not empty, unique within the operator. */
  String name();

  /** How long entries live, or null for ever. */
  @Nullable TimeToLive timeToLive();

  static <T> OfValue<T> value(String name, Serializer<T> serializer) {
    return new OfValue<>(name, serializer, null);
  }

  static <T> OfList<T> list(String name, Serializer<T> element) {
    return new OfList<>(name, element, null);
  }

  static <K, V> OfMap<K, V> map(String name, Serializer<K> key, Serializer<V> value) {
    return new OfMap<>(name, key, value, null);
  }

  static <T> OfReducing<T> reducing(
      String name, Serializer<T> serializer, BinaryOperator<T> reduction) {
    return new OfReducing<>(name, serializer, reduction, null);
  }

  static <I, A, O> OfAggregating<I, A, O> aggregating(
      String name, Serializer<A> accumulator, Aggregation<I, A, O> aggregation) {
    return new OfAggregating<>(name, accumulator, aggregation, null);
  }

  /** Describes a {@link ValueState}. */
  record OfValue<T>(String name, Serializer<T> serializer, @Nullable TimeToLive timeToLive)
      implements StateDescriptor<ValueState<T>> {
    public OfValue {
      requireName(name);
    }

    public OfValue<T> expiring(TimeToLive newTimeToLive) {
      return new OfValue<>(name, serializer, newTimeToLive);
    }
  }

  /** Describes a {@link ListState}. */
  record OfList<T>(String name, Serializer<T> element, @Nullable TimeToLive timeToLive)
      implements StateDescriptor<ListState<T>> {
    public OfList {
      requireName(name);
    }

    public OfList<T> expiring(TimeToLive newTimeToLive) {
      return new OfList<>(name, element, newTimeToLive);
    }
  }

  /** Describes a {@link MapState}; {@code key} must be canonical. */
  record OfMap<K, V>(
      String name, Serializer<K> key, Serializer<V> value, @Nullable TimeToLive timeToLive)
      implements StateDescriptor<MapState<K, V>> {
    public OfMap {
      requireName(name);
      if (!key.isCanonical()) {
        throw new IllegalArgumentException(
            "State '"
                + name
                + "' cannot have keys of type "
                + key.description()
                + ": equal values may differ in bytes");
      }
    }

    public OfMap<K, V> expiring(TimeToLive newTimeToLive) {
      return new OfMap<>(name, key, value, newTimeToLive);
    }
  }

  /** Describes a {@link ReducingState}; {@code reduction} is associative and pure. */
  record OfReducing<T>(
      String name,
      Serializer<T> serializer,
      BinaryOperator<T> reduction,
      @Nullable TimeToLive timeToLive)
      implements StateDescriptor<ReducingState<T>> {
    public OfReducing {
      requireName(name);
    }

    public OfReducing<T> expiring(TimeToLive newTimeToLive) {
      return new OfReducing<>(name, serializer, reduction, newTimeToLive);
    }
  }

  /** Describes an {@link AggregatingState}, of which the accumulator is kept. */
  record OfAggregating<I, A, O>(
      String name,
      Serializer<A> accumulator,
      Aggregation<I, A, O> aggregation,
      @Nullable TimeToLive timeToLive)
      implements StateDescriptor<AggregatingState<I, O>> {
    public OfAggregating {
      requireName(name);
    }

    public OfAggregating<I, A, O> expiring(TimeToLive newTimeToLive) {
      return new OfAggregating<>(name, accumulator, aggregation, newTimeToLive);
    }
  }

  private static void requireName(String name) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("A state needs a name that is not blank");
    }
  }
}
