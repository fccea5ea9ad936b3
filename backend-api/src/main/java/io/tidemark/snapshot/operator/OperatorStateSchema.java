package io.tidemark.snapshot.operator;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * The types of one operator state at the time of a snapshot.
 *
 * @param name the state's name, unique within the operator
 * @param mode how it is dealt out
 * @param key the type of a broadcast map's keys, null for lists
 * @param value the type of a list's elements or of a map's values
 */
public record OperatorStateSchema(
    String name, OperatorStateMode mode, @Nullable TypeDescription key, TypeDescription value) {

  public OperatorStateSchema {
    if ((mode == OperatorStateMode.BROADCAST) != (key != null)) {
      throw new IllegalArgumentException(
          "A broadcast map, and nothing else, has a key: " + name + ", " + mode.label());
    }
  }

  /** The same as a state of the portable format. */
  StateSchema inPortableFormat() {
    StateKind kind = key == null ? StateKind.LIST : StateKind.MAP;
    return new StateSchema(name, kind, Scalar.UNIT, key, value, false);
  }

  /** For errors. */
  String typeText() {
    return key == null
        ? mode.label() + " list of " + value
        : mode.label() + " map of " + key + " to " + value;
  }
}
