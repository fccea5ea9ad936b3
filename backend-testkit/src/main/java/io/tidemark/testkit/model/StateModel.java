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
  private final Space space;
  private final @Nullable TimeToLive timeToLive;

  StateModel(String name, Space space, @Nullable TimeToLive timeToLive) {
    this.name = name;
    this.space = space;
    this.timeToLive = timeToLive;
  }

  String name() {
    return name;
  }

  Space space() {
    return space;
  }

  boolean isNamespaced() {
    return space.isNamespaced();
  }

  @Nullable TimeToLive timeToLive() {
    return timeToLive;
  }

  abstract StateDescriptor<? extends State> descriptor();

  /**
   * Does something at an address, in the store and in the model, and compares what they answer.
   *
   * @param aside may be run at any moment at which the model is what the store is, for snapshots of
   *     both
   * @return what it did, in a few words
   */
  abstract String operate(
      Random random, ModelStore store, Contents contents, Address address, Runnable aside);

  /** All that the store has at an address, by the indexes of {@link Contents}. */
  abstract SortedMap<Long, Object> read(ModelStore store, Address address);

  /** Merges in the model what a store merges: of single values, the last source's is written. */
  void merge(Contents contents, Address target, List<Long> sources) {
    Object last = null;
    for (long source : sources) {
      Object value = contents.peek(target.in(source)).get(0L);
      if (source != target.namespace() && value != null) {
        last = value;
        contents.clear(target.in(source));
      }
    }
    if (last != null) {
      contents.put(target, 0, last);
    }
  }

  /** Fails where a store and the model differ. */
  static void requireEqual(String what, @Nullable Object found, @Nullable Object expected) {
    if (found == null ? expected != null : !found.equals(expected)) {
      throw new AssertionError(what + ": found " + found + ", expected " + expected);
    }
  }
}
