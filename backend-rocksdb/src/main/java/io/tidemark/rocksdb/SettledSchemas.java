package io.tidemark.rocksdb;

import io.tidemark.serialization.Serializer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the database has of each state to the schema under which the program wants it.
 * Belongs to the store's thread.
 */
final class SettledSchemas {

  private final StoreParts<?> parts;
  private final KnownSchemas known;
  private final KeyGroupRange keyGroups;

  SettledSchemas(StoreParts<?> parts, KnownSchemas known, KeyGroupRange keyGroups) {
    this.parts = parts;
    this.known = known;
    this.keyGroups = keyGroups;
  }

  /** The schema under which the program wants a state. */
  static StateSchema wanted(StateDescriptor<?> descriptor, Serializer<?> namespaces) {
    StateKind kind;
    Serializer<?> userKey = null;
    Serializer<?> value;
    if (descriptor instanceof StateDescriptor.OfValue<?> of) {
      kind = StateKind.VALUE;
      value = of.serializer();
    } else if (descriptor instanceof StateDescriptor.OfList<?> of) {
      kind = StateKind.LIST;
      value = of.element();
    } else if (descriptor instanceof StateDescriptor.OfMap<?, ?> of) {
      kind = StateKind.MAP;
      userKey = of.key();
      value = of.value();
    } else if (descriptor instanceof StateDescriptor.OfReducing<?> of) {
      kind = StateKind.REDUCING;
      value = of.serializer();
    } else {
      kind = StateKind.AGGREGATING;
      value = ((StateDescriptor.OfAggregating<?, ?, ?>) descriptor).accumulator();
    }
    return new StateSchema(
        descriptor.name(),
        kind,
        namespaces.description(),
        userKey == null ? null : userKey.description(),
        value.description(),
        descriptor.timeToLive() != null);
  }

  /**
   * Sees to it that all values of the state are of the wanted schema.
   *
   * @return whether the database may have any
   */
  <V> boolean settle(
      StateSchema wanted,
      Serializer<?> namespaces,
      @Nullable Serializer<?> userKeys,
      Serializer<V> values) {
    StateSchema newest = known.newest(KnownSchemas.Name.of(wanted));
    List<StateSchema> others = known.others(wanted);
    Migration<V> migration =
        new Migration<>(
            parts.cache().database(), keyGroups, wanted, values, parts.clock().millis());
    List<StateSchema> toMove = new ArrayList<>();
    for (StateSchema other : others) {
      if (other.equals(newest) || migration.isNeeded(other)) {
        SchemaCheck.requireSameKeys(other, wanted, namespaces, userKeys);
        if (wanted.kind() != StateKind.TIMERS) {
          SchemaCheck.reader(other, wanted, values);
        }
        toMove.add(other);
      }
    }
    if (!toMove.isEmpty()) {
      parts.cache().writeDirectly(run -> migration.run(toMove, run));
    }
    known.settle(wanted);
    return newest != null;
  }
}
