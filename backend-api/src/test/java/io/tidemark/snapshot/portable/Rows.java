package io.tidemark.snapshot.portable;

import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Sets of entries for tests. */
final class Rows {

  /** A state of every kind and layout. */
  static final StoreSchema SCHEMA =
      new StoreSchema(
          Scalar.STRING,
          List.of(
              new StateSchema("value", StateKind.VALUE, Scalar.UNIT, null, Scalar.STRING, false),
              new StateSchema("value-ns", StateKind.VALUE, Scalar.LONG, null, Scalar.STRING, true),
              new StateSchema("list", StateKind.LIST, Scalar.UNIT, null, Scalar.STRING, false),
              new StateSchema("list-ttl", StateKind.LIST, Scalar.LONG, null, Scalar.STRING, true),
              new StateSchema("map", StateKind.MAP, Scalar.UNIT, Scalar.INT, Scalar.STRING, false),
              new StateSchema("map-ttl", StateKind.MAP, Scalar.LONG, Scalar.INT, Scalar.LONG, true),
              new StateSchema("sum", StateKind.REDUCING, Scalar.UNIT, null, Scalar.LONG, false),
              new StateSchema(
                  "average", StateKind.AGGREGATING, Scalar.LONG, null, Scalar.BYTES, false),
              new StateSchema("timers", StateKind.TIMERS, Scalar.UNIT, null, Scalar.UNIT, false),
              new StateSchema(
                  "timers-ns", StateKind.TIMERS, Scalar.LONG, null, Scalar.UNIT, false)));

  private Rows() {}

  /** Different identities, in the order in which they are written. */
  static List<Row> random(
      RandomGenerator random, int count, int firstKeyGroup, int keyGroups, int longestValue) {
    Map<Object, Row> rows = new LinkedHashMap<>();
    while (rows.size() < count) {
      Row row = random(random, firstKeyGroup + random.nextInt(keyGroups), longestValue);
      rows.put(identity(row), row);
    }
    return ordered(rows.values());
  }

  static Object identity(Row row) {
    return List.of(row.keyGroup(), row.state(), row.key(), row.namespace(), row.detail());
  }

  /** By key group, state and operation, as a backend would write them. */
  static List<Row> ordered(Iterable<Row> rows) {
    List<Row> ordered = new ArrayList<>();
    rows.forEach(ordered::add);
    ordered.sort(
        Comparator.comparingInt(Row::keyGroup)
            .thenComparing(Row::state)
            .thenComparing(Row::operation));
    return ordered;
  }

  static Row random(RandomGenerator random, int keyGroup, int longestValue) {
    StateSchema state = SCHEMA.states().get(random.nextInt(SCHEMA.states().size()));
    Operation operation =
        switch (random.nextInt(6)) {
          case 0 -> Operation.DELETE;
          case 1 -> state.kind() == StateKind.LIST ? Operation.APPEND : Operation.PUT;
          default -> Operation.PUT;
        };
    EntryLayout layout = EntryLayout.of(state, operation);
    return new Row(
        keyGroup,
        state.name(),
        operation,
        text(random, 12),
        layout.namespace() ? text(random, 9) : "",
        layout.timestamp()
            ? Long.toString(random.nextLong())
            : layout.userKey() ? text(random, 5) : "",
        layout.stamp() ? random.nextLong() : 0,
        layout.value() ? text(random, longestValue) : "");
  }

  static EntrySource source(List<Row> rows) {
    return source(rows, SCHEMA);
  }

  static EntrySource source(List<Row> rows, StoreSchema schema) {
    return (keyGroup, out) -> {
      for (Row row : rows) {
        if (row.keyGroup() == keyGroup) {
          row.writeTo(out, schema);
        }
      }
    };
  }

  private static String text(RandomGenerator random, int longest) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(longest + 1); left > 0; left--) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }
}
