package io.tidemark.testkit.model;

import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyAndNamespace;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateBackend;
import io.tidemark.spi.StoreRequest;
import io.tidemark.spi.StoreRestore;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stores of all subtasks at one parallelism. */
final class Job implements AutoCloseable {

  private final List<ModelStore> stores = new ArrayList<>();

  /**
   * Opens all stores.
   *
   * @param operator the name under which they are opened, which no other open job has
   * @param snapshots what they are restored from; nothing if there is none
   */
  Job(
      StateBackend backend,
      String operator,
      int parallelism,
      List<StoreSnapshot> snapshots,
      BlobSource source,
      boolean claimed) {
    try {
      for (int subtask = 0; subtask < parallelism; subtask++) {
        KeyGroupRange keyGroups = KeyGroups.rangeOf(subtask, parallelism, ModelStore.KEY_GROUPS);
        List<StoreSnapshot> overlapping =
            snapshots.stream().filter(it -> it.keyGroups().overlaps(keyGroups)).toList();
        stores.add(
            new ModelStore(
                backend.open(
                    new StoreRequest<>(
                        operator, subtask, keyGroups, ModelStore.KEY_GROUPS, Serializers.LONG),
                    overlapping.isEmpty()
                        ? StoreRestore.none()
                        : new StoreRestore(overlapping, source, claimed))));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  List<ModelStore> stores() {
    return Collections.unmodifiableList(stores);
  }

  int parallelism() {
    return stores.size();
  }

  ModelStore storeOf(long key) {
    return stores.stream().filter(store -> store.holds(key)).findFirst().orElseThrow();
  }

  /** Compares every state with the model, and the timers; opens what was not open. */
  void requireEqual(JobState expected) {
    for (StateModel state : JobState.STATES) {
      requireEqual(state, expected.contents());
    }
    for (ModelStore store : stores) {
      TimerModel.requireAll(store, expected.timers());
    }
  }

  private void requireEqual(StateModel state, Contents expected) {
    List<Address> found = new ArrayList<>();
    for (ModelStore store : stores) {
      store.open(state);
      addresses(state, store).forEach(found::add);
    }
    Collections.sort(found);
    StateModel.requireEqual(state.name() + " is kept", found, expected.addresses(state.name()));
    for (Address address : found) {
      SortedMap<Long, Object> held = state.read(storeOf(address.key()), address);
      SortedMap<Long, Object> wanted = expected.read(address);
      if (state instanceof ListModel<?>) {
        wanted = ListModel.numbered(wanted.values());
      }
      StateModel.requireEqual(address.toString(), new TreeMap<>(held), new TreeMap<>(wanted));
    }
  }

  private static List<Address> addresses(StateModel state, ModelStore store) {
    String name = state.name();
    if (state.isNamespaced()) {
      try (Stream<KeyAndNamespace<Long, Long>> places = store.store().keysAndNamespaces(name)) {
        return places.map(it -> new Address(name, it.key(), it.namespace())).toList();
      }
    }
    try (Stream<Long> keys = store.store().keys(name, NoNamespace.INSTANCE)) {
      return keys.map(key -> new Address(name, key, 0)).toList();
    }
  }

  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    for (ModelStore store : stores) {
      try {
        store.store().close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
