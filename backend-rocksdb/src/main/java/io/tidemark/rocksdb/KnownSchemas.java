package io.tidemark.rocksdb;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schemas under which the store may hold values: one for each state, and older ones whose
 * values were not moved yet because nobody opened the state. Belongs to the store's thread.
 */
final class KnownSchemas {

  private final TypeDescription key;
  private final Map<Name, StateSchema> newest = new LinkedHashMap<>();
  private final Set<StateSchema> older = new LinkedHashSet<>();
  private @Nullable StoreSchema schema;

  /** States and timers are named apart. */
  record Name(String name, boolean timers) {
    static Name of(StateSchema schema) {
      return new Name(schema.name(), schema.kind() == StateKind.TIMERS);
    }
  }

  KnownSchemas(TypeDescription key) {
    this.key = key;
  }

  /** Notes the schemas of a snapshot that the store was restored from, oldest first. */
  void restored(List<StoreSchema> schemas) {
    for (int i = schemas.size() - 1; i >= 0; i--) {
      schemas.get(i).states().forEach(this::restored);
    }
  }

  /** Notes a schema that restored values have. What was noted before is newer. */
  void restored(StateSchema restored) {
    StateSchema known = newest.putIfAbsent(Name.of(restored), restored);
    if (known != null && !known.equals(restored)) {
      older.add(restored);
    }
    schema = null;
  }

  @Nullable StateSchema newest(Name name) {
    return newest.get(name);
  }

  /** The schemas other than {@code today} under which values of the same state may be. */
  List<StateSchema> others(StateSchema today) {
    Name name = Name.of(today);
    List<StateSchema> others = new ArrayList<>();
    for (StateSchema candidate : older) {
      if (Name.of(candidate).equals(name) && !candidate.equals(today)) {
        others.add(candidate);
      }
    }
    StateSchema known = newest.get(name);
    if (known != null && !known.equals(today)) {
      others.add(known);
    }
    return others;
  }

  /** Notes that all values of the state are of this schema from here on. */
  void settle(StateSchema today) {
    Name name = Name.of(today);
    newest.put(name, today);
    older.removeIf(candidate -> Name.of(candidate).equals(name));
    schema = null;
  }

  /** The store's schema. */
  StoreSchema schema() {
    StoreSchema current = schema;
    if (current == null) {
      current = new StoreSchema(key, List.copyOf(newest.values()));
      schema = current;
    }
    return current;
  }

  /** The older schemas, each for itself. */
  List<StoreSchema> older() {
    return older.stream().map(state -> new StoreSchema(key, List.of(state))).toList();
  }
}
