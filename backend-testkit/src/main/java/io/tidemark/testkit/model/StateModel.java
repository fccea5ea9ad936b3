package io.tidemark.testkit.model;

import io.tidemark.state.State;
import io.tidemark.state.StateDescriptor;
import io.tidemark.state.TimeToLive;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One state of the job: what can be done to it, in a store and in the model. */
abstract class StateModel {

  private final String name;
  private final boolean namespaced;
  private final @Nullable TimeToLive timeToLive;

  StateModel(String name, boolean namespaced, @Nullable TimeToLive timeToLive) {
    this.name = name;
    this.namespaced = namespaced;
    this.timeToLive = timeToLive;
  }

  String name() {
    return name;
  }

  boolean isNamespaced() {
    return namespaced;
  }

  @Nullable TimeToLive timeToLive() {
    return timeToLive;
  }

  abstract StateDescriptor<? extends State> descriptor();

  /**
   * Does something at an address, in the store and in the model, and compares what they answer.
   *
   * @return what it did, in a few words
   */
  abstract String operate(Random random, ModelStore store, Contents contents, Address address);

  /** All that the store has at an address, by the indexes of {@link Contents}. */
  abstract SortedMap<Long, Object> read(ModelStore store, Address address);

  /** Merges in the model what a store merges. */
  abstract void merge(Contents contents, Address target, List<Long> sources);

  /** Fails where a store and the model differ. */
  static void requireEqual(String what, @Nullable Object found, @Nullable Object expected) {
    if (found == null ? expected != null : !found.equals(expected)) {
      throw new AssertionError(what + ": found " + found + ", expected " + expected);
    }
  }
}
