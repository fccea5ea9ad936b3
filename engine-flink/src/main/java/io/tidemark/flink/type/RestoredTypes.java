package io.tidemark.flink.type;

import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of the states from which a store was restored, by name. */
public final class RestoredTypes {

  private final Map<String, StateSchema> states = new HashMap<>();
  private final Map<String, StateSchema> timers = new HashMap<>();

  public RestoredTypes(List<StoreSnapshot> snapshots) {
    for (StoreSnapshot snapshot : snapshots) {
      for (StoreSchema schema : snapshot.schemas()) {
        for (StateSchema state : schema.states()) {
          (state.kind() == StateKind.TIMERS ? timers : states).put(state.name(), state);
        }
      }
    }
  }

  public Optional<StateSchema> state(String name) {
    return Optional.ofNullable(states.get(name));
  }

  public Optional<StateSchema> timers(String name) {
    return Optional.ofNullable(timers.get(name));
  }
}
