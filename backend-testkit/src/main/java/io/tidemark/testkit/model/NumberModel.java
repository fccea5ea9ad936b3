package io.tidemark.testkit.model;

import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import io.tidemark.state.ValueState;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values that come and go one by one, and under many keys or in many namespaces at a time. */
final class NumberModel<V> extends StateModel {

  private static final int SEVERAL = 400;

  private final Numbered<V> values;

  NumberModel(String name, Space space, @Nullable TimeToLive timeToLive, Numbered<V> values) {
    super(name, space, timeToLive);
    this.values = values;
  }

  @Override
  StateDescriptor<? extends State> descriptor() {
    return new StateDescriptor.OfValue<>(name(), values.serializer(), timeToLive());
  }

  @Override
  String operate(
      Random random, ModelStore store, Contents contents, Address address, Runnable aside) {
    int choice = random.nextInt(8);
    boolean clears = choice < 3;
    int several = choice % 3 == 0 ? random.nextInt(SEVERAL) : 1;
    long number = random.nextInt(1_000);
    int count = 0;
    for (Address next = address;
        count < several && space().holds(next);
        next = space().after(next)) {
      if (store.holds(next.key())) {
        operate(store, contents, next, clears, number + count);
      }
      count++;
    }
    return (clears ? "clear " : "update to " + number + " on, of ") + count;
  }

  private void operate(
      ModelStore store, Contents contents, Address address, boolean clears, long number) {
    ValueState<V> state = store.at(this, address);
    requireEqual("value at " + address, state.value(), contents.read(address, 0));
    if (clears) {
      state.clear();
      contents.clear(address);
    } else {
      V value = values.of().apply(number);
      state.update(value);
      contents.put(address, 0, value);
    }
  }

  @Override
  SortedMap<Long, Object> read(ModelStore store, Address address) {
    ValueState<V> state = store.at(this, address);
    SortedMap<Long, Object> read = new TreeMap<>();
    V value = state.value();
    if (value != null) {
      read.put(0L, value);
    }
    return read;
  }
}
