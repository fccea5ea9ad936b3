package io.tidemark.flink.state;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.AggregatingState;
import io.tidemark.state.ListState;
import io.tidemark.state.MapState;
import io.tidemark.state.ReducingState;
import io.tidemark.state.State;
import io.tidemark.state.ValueState;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States whose users take turns. */
final class SharedStates {

  private SharedStates() {}

  /** {@code states}, used in turns if there are any. */
  static <S extends State> NamespacedState<Object, S> of(
      NamespacedState<Object, S> states, Turns turns) {
    return turns.areTaken() ? new Namespaced<>(states, turns) : states;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // each wrapper is a state of the kind that it wraps
  private static <S extends State> S inTurns(S state, Turns turns) {
    State wrapper;
    if (state instanceof ValueState value) {
      wrapper = new Value<>(value, turns);
    } else if (state instanceof ListState list) {
      wrapper = new Elements<>(list, turns);
    } else if (state instanceof MapState map) {
      wrapper = new Entries<>(map, turns);
    } else if (state instanceof ReducingState reducing) {
      wrapper = new Reducing<>(reducing, turns);
    } else {
      wrapper = new Aggregating<>((AggregatingState) state, turns);
    }
    return (S) wrapper;
  }

  private static final class Namespaced<S extends State> implements NamespacedState<Object, S> {

    private final NamespacedState<Object, S> states;
    private final Turns turns;
    private @Nullable S wrapper;

    Namespaced(NamespacedState<Object, S> states, Turns turns) {
      this.states = states;
      this.turns = turns;
    }

    @Override
    public S in(Object namespace) {
      return turns.take(
          () -> {
            S state = states.in(namespace);
            S known = wrapper == null ? inTurns(state, turns) : wrapper;
            wrapper = known;
            return known;
          });
    }

    @Override
    public void merge(Object target, Collection<Object> sources) {
      turns.take(() -> states.merge(target, sources));
    }
  }

  private record Value<T>(ValueState<T> state, Turns turns) implements ValueState<T> {

    @Override
    public @Nullable T value() {
      return turns.take(state::value);
    }

    @Override
    public void update(@Nullable T value) {
      turns.take(() -> state.update(value));
    }

    @Override
    public void clear() {
      turns.take(state::clear);
    }
  }

  private record Elements<T>(ListState<T> state, Turns turns) implements ListState<T> {

    @Override
    public List<T> get() {
      return turns.take(state::get);
    }

    @Override
    public void add(T element) {
      turns.take(() -> state.add(element));
    }

    @Override
    public void addAll(List<? extends T> elements) {
      turns.take(() -> state.addAll(elements));
    }

    @Override
    public void update(List<? extends T> elements) {
      turns.take(() -> state.update(elements));
    }

    @Override
    public void clear() {
      turns.take(state::clear);
    }
  }

  private record Entries<K, V>(MapState<K, V> state, Turns turns) implements MapState<K, V> {

    @Override
    public @Nullable V get(K key) {
      return turns.take(() -> state.get(key));
    }

    @Override
    public void put(K key, V value) {
      turns.take(() -> state.put(key, value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
      turns.take(() -> state.putAll(entries));
    }

    @Override
    public void remove(K key) {
      turns.take(() -> state.remove(key));
    }

    @Override
    public boolean contains(K key) {
      return turns.take(() -> state.contains(key));
    }

    @Override
    public boolean isEmpty() {
      return turns.take(state::isEmpty);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return state.iterator();
    }

    @Override
    public Iterable<K> keys() {
      return state.keys();
    }

    @Override
    public Iterable<V> values() {
      return state.values();
    }

    @Override
    public void clear() {
      turns.take(state::clear);
    }
  }

  private record Reducing<T>(ReducingState<T> state, Turns turns) implements ReducingState<T> {

    @Override
    public @Nullable T get() {
      return turns.take(state::get);
    }

    @Override
    public void add(T value) {
      turns.take(() -> state.add(value));
    }

    @Override
    public void clear() {
      turns.take(state::clear);
    }
  }

  private record Aggregating<I, O>(AggregatingState<I, O> state, Turns turns)
      implements AggregatingState<I, O> {

    @Override
    public @Nullable O get() {
      return turns.take(state::get);
    }

    @Override
    public void add(I value) {
      turns.take(() -> state.add(value));
    }

    @Override
    public void clear() {
      turns.take(state::clear);
    }
  }
}
