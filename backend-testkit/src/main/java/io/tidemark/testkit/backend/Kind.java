package io.tidemark.testkit.backend;

import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kinds of state, each as something into which numbers are put one by one. */
enum Kind {
  /** Holds the number that was put last. */
  VALUE(StateKind.VALUE),
  /** Holds all numbers in order. */
  LIST(StateKind.LIST),
  /** Holds ten times each number under the number. */
  MAP(StateKind.MAP),
  /** Holds the sum. */
  REDUCING(StateKind.REDUCING),
  /** Holds the sum and the count. */
  AGGREGATING(StateKind.AGGREGATING);

  private final StateKind stateKind;

  Kind(StateKind stateKind) {
    this.stateKind = stateKind;
  }

  StateKind stateKind() {
    return stateKind;
  }

  StateDescriptor<? extends State> descriptor(String name) {
    return switch (this) {
      case VALUE -> StateDescriptor.value(name, Serializers.LONG);
      case LIST -> StateDescriptor.list(name, Serializers.LONG);
      case MAP -> StateDescriptor.map(name, Serializers.LONG, Serializers.LONG);
      case REDUCING -> StateDescriptor.reducing(name, Serializers.LONG, Long::sum);
      case AGGREGATING -> StateDescriptor.aggregating(name, Box.SERIALIZER, new SumAndCount());
    };
  }

  StateDescriptor<? extends State> expiring(String name, TimeToLive timeToLive) {
    return switch (this) {
      case VALUE -> StateDescriptor.value(name, Serializers.LONG).expiring(timeToLive);
      case LIST -> StateDescriptor.list(name, Serializers.LONG).expiring(timeToLive);
      case MAP ->
          StateDescriptor.map(name, Serializers.LONG, Serializers.LONG).expiring(timeToLive);
      case REDUCING ->
          StateDescriptor.reducing(name, Serializers.LONG, Long::sum).expiring(timeToLive);
      case AGGREGATING ->
          StateDescriptor.aggregating(name, Box.SERIALIZER, new SumAndCount()).expiring(timeToLive);
    };
  }

  /** How a snapshot describes such a state that does not expire. */
  StateSchema schema(String name, TypeDescription namespace) {
    return new StateSchema(
        name,
        stateKind,
        namespace,
        this == MAP ? Scalar.LONG : null,
        this == AGGREGATING ? Box.SERIALIZER.description() : Scalar.LONG,
        false);
  }

  /** Puts a number into a state that this kind's descriptor described. */
  @SuppressWarnings("unchecked")
  void put(State state, long number) {
    switch (this) {
      case VALUE -> ((ValueState<Long>) state).update(number);
      case LIST -> ((ListState<Long>) state).add(number);
      case MAP -> ((MapState<Long, Long>) state).put(number, 10 * number);
      case REDUCING -> ((ReducingState<Long>) state).add(number);
      case AGGREGATING -> ((AggregatingState<Long, String>) state).add(number);
    }
  }

  /** What such a state holds, in a form that can be compared; null where it holds nothing. */
  @SuppressWarnings("unchecked")
  @Nullable Object contents(State state) {
    return switch (this) {
      case VALUE -> ((ValueState<Long>) state).value();
      case LIST -> {
        List<Long> elements = ((ListState<Long>) state).get();
        yield elements.isEmpty() ? null : new ArrayList<>(elements);
      }
      case MAP -> {
        Map<Long, Long> entries = new TreeMap<>();
        for (Map.Entry<Long, Long> entry : ((MapState<Long, Long>) state).entries()) {
          if (entries.put(entry.getKey(), entry.getValue()) != null) {
            throw new AssertionError("The walk gives " + entry.getKey() + " twice");
          }
        }
        yield entries.isEmpty() ? null : entries;
      }
      case REDUCING -> ((ReducingState<Long>) state).get();
      case AGGREGATING -> ((AggregatingState<Long, String>) state).get();
    };
  }

  /** What {@link #contents} gives where these numbers, and no others, were put. */
  @Nullable Object of(long... numbers) {
    if (numbers.length == 0) {
      return null;
    }
    long sum = 0;
    List<Long> list = new ArrayList<>();
    Map<Long, Long> map = new TreeMap<>();
    for (long number : numbers) {
      sum += number;
      list.add(number);
      map.put(number, 10 * number);
    }
    return switch (this) {
      case VALUE -> numbers[numbers.length - 1];
      case LIST -> list;
      case MAP -> map;
      case REDUCING -> sum;
      case AGGREGATING -> sum + "/" + numbers.length;
    };
  }

  /** Changes its accumulators in place, as it may. */
  private static final class SumAndCount implements Aggregation<Long, Box, String> {

    @Override
    public Box createAccumulator() {
      return new Box(0, "0");
    }

    @Override
    public Box add(Long value, Box accumulator) {
      accumulator.number += value;
      accumulator.label = String.valueOf(Long.parseLong(accumulator.label) + 1);
      return accumulator;
    }

    @Override
    public String getResult(Box accumulator) {
      return accumulator.number + "/" + accumulator.label;
    }

    @Override
    public Box merge(Box first, Box second) {
      first.number += second.number;
      first.label = String.valueOf(Long.parseLong(first.label) + Long.parseLong(second.label));
      return first;
    }
  }
}
