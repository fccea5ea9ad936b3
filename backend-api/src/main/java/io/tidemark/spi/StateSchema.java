package io.tidemark.spi;

import io.tidemark.serialization.TypeDescription;
import org.jspecify.annotations.Nullable;

/**
 * The types of one state at the time of a snapshot.
 *
 * @param name the state's name; states and timers are named apart
 * @param kind what it is
 * @param namespace the type of its namespaces, {@link TypeDescription.Scalar#UNIT} for none
 * @param userKey the type of a map's keys, null for other kinds
 * @param value the type of a value, an element, a map's value or an accumulator; {@link
 *     TypeDescription.Scalar#UNIT} for timers
 * @param expiring whether entries carry the time from which their time to live counts
 */
public record StateSchema(
    String name,
    StateKind kind,
    TypeDescription namespace,
    @Nullable TypeDescription userKey,
    TypeDescription value,
    boolean expiring) {

  public StateSchema {
    if ((kind == StateKind.MAP) != (userKey != null)) {
      throw new IllegalArgumentException(
          "A map, and only a map, has a user key: " + name + ", " + kind.label());
    }
  }
}
