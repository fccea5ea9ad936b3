package io.tidemark.spi;

import io.tidemark.serialization.TypeDescription;
import java.util.List;

/**
 * The types of all states of a store at the time of a snapshot.
 *
 * @param key the type of the keys
 * @param states the states; entries refer to them by their position here
 */
public record StoreSchema(TypeDescription key, List<StateSchema> states) {

  public StoreSchema {
    states = List.copyOf(states);
  }
}
