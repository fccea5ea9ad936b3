package io.tidemark.flink.state;

import io.tidemark.spi.KeyAndNamespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateEntry;
import org.apache.flink.runtime.state.StateEntry.SimpleStateEntry;
import org.apache.flink.runtime.state.internal.InternalKvState.StateIncrementalVisitor;

/**
 * Walks over a state some entries at a time, while it is in use. This is how Flink removes what has
 * expired.
 */
final class StateWalk<K, N, V> implements StateIncrementalVisitor<K, N, V> {

  private final StoreState<K, N, V, ?> state;
  private final int entriesAtATime;
  private final Stream<KeyAndNamespace<K, Object>> stream;
  private final Iterator<KeyAndNamespace<K, Object>> iterator;
  private boolean ended;

  StateWalk(StoreState<K, N, V, ?> state, int entriesAtATime) {
    this.state = state;
    this.entriesAtATime = Math.max(1, entriesAtATime);
    StateContext<K, N> context = state.context();
    stream = context.store().keysAndNamespaces(context.name());
    iterator = stream.iterator();
    context.walks().begun(stream);
  }

  @Override
  public boolean hasNext() {
    if (ended) {
      return false;
    }
    if (!iterator.hasNext()) {
      ended = true;
      state.context().walks().ended(stream);
    }
    return !ended;
  }

  @Override
  public Collection<StateEntry<K, N, V>> nextEntries() {
    List<StateEntry<K, N, V>> entries = new ArrayList<>(entriesAtATime);
    while (entries.size() < entriesAtATime && hasNext()) {
      KeyAndNamespace<K, Object> place = iterator.next();
      N namespace = state.context().namespaces().restored(place.namespace());
      V value = state.at(place.key(), namespace, state::whole);
      if (value != null) {
        entries.add(new SimpleStateEntry<>(place.key(), namespace, value));
      }
    }
    return entries;
  }

  @Override
  public void remove(StateEntry<K, N, V> entry) {
    state.at(
        entry.getKey(),
        entry.getNamespace(),
        () -> {
          state.clear();
          return true;
        });
  }

  @Override
  public void update(StateEntry<K, N, V> entry, V newValue) {
    state.at(
        entry.getKey(),
        entry.getNamespace(),
        () -> {
          state.replace(newValue);
          return true;
        });
  }
}
