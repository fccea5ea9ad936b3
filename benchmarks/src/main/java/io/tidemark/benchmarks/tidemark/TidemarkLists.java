package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.ListStore;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;

/** A list a key. */
final class TidemarkLists<K> implements ListStore<K> {

  private final CurrentKey<K> keyed;
  private final ListState<Long> lists;

  TidemarkLists(CurrentKey<K> keyed) {
    this.keyed = keyed;
    this.lists = keyed.store().state(StateDescriptor.list("lists", Serializers.LONG));
  }

  @Override
  public void add(K key, Long element) {
    keyed.set(key);
    lists.add(element);
  }

  @Override
  public long sum(K key) {
    keyed.set(key);
    long sum = 0;
    for (Long element : lists.get()) {
      sum += element;
    }
    return sum;
  }

  @Override
  public void close() {
    keyed.store().close();
  }
}
