package io.tidemark.flink.state;

import io.tidemark.spi.KeyedStore;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/** The key that is current in a store, with a way to look at others in between. */
public final class CurrentKey<K> {

  /** A key that was set. */
  private record Place<K>(K key, int keyGroup) {}

  private final KeyedStore<K> store;
  private final InternalKeyContext<K> context;
  private final Turns turns;

  /** The key to go back to, where others than the thread of {@link #context} do. */
  private @Nullable Place<K> shared;

  /**
   * Begins without a key.
   *
   * @param context where Flink keeps the key, and has it before it is set here
   */
  public CurrentKey(KeyedStore<K> store, InternalKeyContext<K> context, Turns turns) {
    this.store = store;
    this.context = context;
    this.turns = turns;
  }

  /** Makes {@code newKey} current. */
  public void set(K newKey, int newKeyGroup) {
    if (turns.areTaken()) {
      turns.take(() -> share(new Place<>(newKey, newKeyGroup)));
    } else {
      // The context's key is not kept once more: to store an object in an old one has a processor
      // wait until all that it began is done.
      store.setCurrentKey(newKey, newKeyGroup);
    }
  }

  private void share(Place<K> place) {
    shared = place;
    select(place);
  }

  private void select(Place<K> place) {
    store.setCurrentKey(place.key, place.keyGroup);
  }

  Turns turns() {
    return turns;
  }

  /** Makes {@code other} current until {@link #back}. */
  void visit(K other) {
    int keyGroups = context.getNumberOfKeyGroups();
    store.setCurrentKey(other, KeyGroupRangeAssignment.assignToKeyGroup(other, keyGroups));
  }

  /** Goes back to the key that was set. */
  void back() {
    Place<K> own = turns.areTaken() ? shared : placeOfContext();
    if (own != null) {
      select(own);
    }
  }

  private @Nullable Place<K> placeOfContext() {
    K key = context.getCurrentKey();
    return key == null ? null : new Place<>(key, context.getCurrentKeyGroupIndex());
  }
}
