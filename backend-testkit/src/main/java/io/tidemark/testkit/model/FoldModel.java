package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.Aggregation;
import io.tidemark.state.ReducingState;
import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums, of a reducing or an aggregating state. */
final class FoldModel extends StateModel {

  private final boolean aggregating;

  FoldModel(String name, boolean aggregating, Space space, @Nullable TimeToLive timeToLive) {
    super(name, space, timeToLive);
    this.aggregating = aggregating;
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return aggregating
        ? new StateDescriptor.OfAggregating<>(name(), Serializers.STRING, new Sum(), timeToLive())
        : new StateDescriptor.OfReducing<>(name(), Serializers.LONG, Long::sum, timeToLive());
  }

  @Override
  String operate(
      Random random, ModelStore store, Contents contents, Address address, Runnable aside) {
    State state = store.at(this, address);
    int choice = random.nextInt(8);
    if (choice < 3) {
      requireEqual("result", result(state), contents.read(address, 0));
      return "get";
    }
    if (choice < 7) {
      long number = random.nextInt(100);
      add(state, number);
      contents.put(address, 0, number + sum(contents, address));
      return "add " + number;
    }
    state.clear();
    contents.clear(address);
    return "clear";
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    SortedMap<Long, Object> read = new TreeMap<>();
    Long result = result(store.at(this, address));
    if (result != null) {
      read.put(0L, result);
    }
    return read;
  }

  @Override
  void merge(Contents contents, Address target, List<Long> sources) {
    for (long source : sources) {
      Address from = target.in(source);
      if (source != target.namespace() && !contents.peek(from).isEmpty()) {
        contents.put(target, 0, sum(contents, target) + sum(contents, from));
        contents.clear(from);
      }
    }
  }

  private static long sum(Contents contents, Address address) {
    Object sum = contents.peek(address).get(0L);
    return sum == null ? 0 : (long) sum;
  }

  @SuppressWarnings("unchecked")
  private void add(State state, long number) {
    if (aggregating) {
      ((AggregatingState<Long, Long>) state).add(number);
    } else {
      ((ReducingState<Long>) state).add(number);
    }
  }

  @SuppressWarnings("unchecked")
  private @Nullable Long result(State state) {
    return aggregating
        ? ((AggregatingState<Long, Long>) state).get()
        : ((ReducingState<Long>) state).get();
  }

  /** Keeps its sum as text, so that accumulator and result are of different types. */
  private static final class Sum implements Aggregation<Long, String, Long> {

    @Override
    public String createAccumulator() {
      return "0";
    }

    @Override
    public String add(Long value, String accumulator) {
      return String.valueOf(Long.parseLong(accumulator) + value);
    }

    @Override
    public Long getResult(String accumulator) {
      return Long.parseLong(accumulator);
    }

    @Override
    public String merge(String first, String second) {
      return add(Long.parseLong(second), first);
    }
  }
}
