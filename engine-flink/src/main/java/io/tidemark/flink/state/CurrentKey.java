package io.tidemark.flink.state;

import io.tidemark.spi.KeyedStore;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/** The key that is current in a store, with a way to look at others in between. */
public final class CurrentKey<K> {

  private final KeyedStore<K> store;
  private final int maxParallelism;
  private final Turns turns;
  private @Nullable K key;
  private int keyGroup;

  public CurrentKey(KeyedStore<K> store, int maxParallelism, Turns turns) {
    this.store = store;
    this.turns = turns;
    this.maxParallelism = maxParallelism;
  }

  /** Makes {@code newKey} current. */
  public void set(K newKey, int newKeyGroup) {
    if (turns.areTaken()) {
      turns.take(() -> select(newKey, newKeyGroup));
    } else {
      select(newKey, newKeyGroup);
    }
  }

  private void select(K newKey, int newKeyGroup) {
    store.setCurrentKey(newKey, newKeyGroup);
    key = newKey;
    keyGroup = newKeyGroup;
  }

  Turns turns() {
    return turns;
  }

  /** Makes {@code other} current until {@link #back}. */
  void visit(K other) {
    store.setCurrentKey(other, KeyGroupRangeAssignment.assignToKeyGroup(other, maxParallelism));
  }

  /** Goes back to the key that was set. */
  void back() {
    K own = key;
    if (own != null) {
      store.setCurrentKey(own, keyGroup);
    }
  }
}
