package io.tidemark.snapshot.portable;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/**
 * Which fields an entry has, in the order in which they stand: key, namespace, user key or
 * timestamp, stamp, value.
 */
record EntryLayout(
    boolean namespace, boolean userKey, boolean timestamp, boolean stamp, boolean value) {

  static EntryLayout of(StateSchema state, Operation operation) {
    boolean timers = state.kind() == StateKind.TIMERS;
    boolean valued = !timers && operation != Operation.DELETE;
    return new EntryLayout(
        state.namespace() != TypeDescription.Scalar.UNIT,
        state.kind() == StateKind.MAP,
        timers,
        valued && state.expiring() && state.kind() != StateKind.LIST,
        valued);
  }

  /** Whether {@code operation} means something for {@code state}. */
  static boolean allows(StateSchema state, Operation operation) {
    return operation != Operation.APPEND || state.kind() == StateKind.LIST;
  }
}
