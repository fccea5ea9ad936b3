package io.tidemark.snapshot.portable;

import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/** What a state is known by from schema to schema: states and timers are named apart. */
record StateName(String name, boolean timers) {

  static StateName of(StateSchema schema) {
    return new StateName(schema.name(), schema.kind() == StateKind.TIMERS);
  }
}
