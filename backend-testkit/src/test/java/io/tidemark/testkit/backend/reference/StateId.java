package io.tidemark.testkit.backend.reference;

import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/** What a state is known by: queues and states are named apart. */
public record StateId(String name, boolean timers) implements Comparable<StateId> {

  static StateId of(StateSchema schema) {
    return new StateId(schema.name(), schema.kind() == StateKind.TIMERS);
  }

  @Override
  public int compareTo(StateId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : Boolean.compare(timers, other.timers);
  }
}
