package io.tidemark.snapshot.portable;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.Serializers;
import io.tidemark.serialization.TypeDescription.Scalar;
import io.tidemark.serialization.WriteBuffer;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.KeyGroups;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the golden files of version 1 hold. Frozen with them. */
final class GoldenContent {

  static final KeyGroupRange ALL = KeyGroupRange.all(KeyGroups.DEFAULT_MAX_PARALLELISM);

  static final StoreSchema BASE =
      new StoreSchema(
          Scalar.STRING,
          List.of(
              new StateSchema("count", StateKind.VALUE, Scalar.UNIT, null, Scalar.LONG, false),
              new StateSchema("last", StateKind.VALUE, Scalar.LONG, null, Scalar.STRING, true),
              new StateSchema("items", StateKind.LIST, Scalar.UNIT, null, Scalar.STRING, false),
              new StateSchema("recent", StateKind.LIST, Scalar.UNIT, null, Scalar.LONG, true),
              new StateSchema(
                  "prices", StateKind.MAP, Scalar.LONG, Scalar.STRING, Scalar.LONG, false),
              new StateSchema("seen", StateKind.MAP, Scalar.UNIT, Scalar.LONG, Scalar.LONG, true),
              new StateSchema("sum", StateKind.REDUCING, Scalar.UNIT, null, Scalar.LONG, false),
              new StateSchema(
                  "mean", StateKind.AGGREGATING, Scalar.LONG, null, Scalar.STRING, false),
              new StateSchema(
                  "event-time", StateKind.TIMERS, Scalar.LONG, null, Scalar.UNIT, false)));

  /** The base's states from {@code items} on, and a new one before them. */
  static final StoreSchema LATER = later();

  private static final int KEYS = 24;

  private GoldenContent() {}

  static List<Row> base() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String key = "key-" + i;
      String window = bytes(Serializers.LONG, 60_000L * i);
      rows.add(row("count", Operation.PUT, key, "", "", 0, bytes(Serializers.LONG, (long) i)));
      rows.add(
          row(
              "last",
              Operation.PUT,
              key,
              window,
              "",
              1_000L + i,
              bytes(Serializers.STRING, "ä" + i)));
      rows.add(row("items", Operation.PUT, key, "", "", 0, elements("one", "two")));
      rows.add(row("recent", Operation.PUT, key, "", "", 0, expiringElement(5_000L + i, i)));
      for (int item = 0; item < i % 4; item++) {
        rows.add(
            row(
                "prices",
                Operation.PUT,
                key,
                window,
                bytes(Serializers.STRING, "p" + item),
                0,
                bytes(Serializers.LONG, -item - 1L)));
      }
      rows.add(
          row(
              "seen",
              Operation.PUT,
              key,
              "",
              bytes(Serializers.LONG, (long) i),
              7_000L,
              bytes(Serializers.LONG, 1L << i)));
      rows.add(row("sum", Operation.PUT, key, "", "", 0, bytes(Serializers.LONG, 10L * i)));
      rows.add(
          row(
              "mean",
              Operation.PUT,
              key,
              window,
              "",
              0,
              bytes(Serializers.STRING, "m".repeat(i * 20))));
      rows.add(row("event-time", Operation.PUT, key, window, Long.toString(i - 12L), 0, ""));
    }
    return Rows.ordered(rows);
  }

  static List<Row> increment() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < KEYS; i += 3) {
      String key = "key-" + i;
      String window = bytes(Serializers.LONG, 60_000L * i);
      rows.add(row("added", Operation.PUT, key, "", "", 0, bytes(Serializers.LONG, 100L + i)));
      rows.add(row("items", Operation.APPEND, key, "", "", 0, elements("three")));
      rows.add(row("recent", Operation.APPEND, key, "", "", 0, expiringElement(9_000L, -i)));
      rows.add(
          row("prices", Operation.DELETE, key, window, bytes(Serializers.STRING, "p0"), 0, ""));
      rows.add(
          row(
              "prices",
              Operation.PUT,
              key,
              window,
              bytes(Serializers.STRING, "new"),
              0,
              bytes(Serializers.LONG, 42L)));
      rows.add(
          row(
              "seen",
              Operation.PUT,
              key,
              "",
              bytes(Serializers.LONG, (long) i),
              9_000L,
              bytes(Serializers.LONG, 0L)));
      rows.add(row("sum", Operation.DELETE, key, "", "", 0, ""));
      rows.add(row("event-time", Operation.DELETE, key, window, Long.toString(i - 12L), 0, ""));
      rows.add(row("event-time", Operation.PUT, key, window, Long.toString(Long.MAX_VALUE), 0, ""));
    }
    rows.add(row("items", Operation.DELETE, "key-1", "", "", 0, ""));
    rows.add(row("items", Operation.PUT, "key-2", "", "", 0, elements("again")));
    return Rows.ordered(rows);
  }

  private static Row row(
      String state,
      Operation operation,
      String key,
      String namespace,
      String detail,
      long stamp,
      String value) {
    String keyBytes = bytes(Serializers.STRING, key);
    int keyGroup = KeyGroups.of(key, Serializers.STRING, ALL.size(), new WriteBuffer(16));
    return new Row(keyGroup, state, operation, keyBytes, namespace, detail, stamp, value);
  }

  private static String elements(String... elements) {
    WriteBuffer list = new WriteBuffer(64);
    for (String element : elements) {
      int mark = list.beginLengthPrefixed();
      Serializers.STRING.write(element, list);
      list.endLengthPrefixed(mark);
    }
    return text(list);
  }

  private static String expiringElement(long stamp, long element) {
    WriteBuffer list = new WriteBuffer(64);
    list.writeLong(stamp);
    int mark = list.beginLengthPrefixed();
    Serializers.LONG.write(element, list);
    list.endLengthPrefixed(mark);
    return text(list);
  }

  private static <T> String bytes(Serializer<T> serializer, T value) {
    WriteBuffer bytes = new WriteBuffer(64);
    serializer.write(value, bytes);
    return text(bytes);
  }

  private static String text(WriteBuffer bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private static StoreSchema later() {
    List<StateSchema> states = new ArrayList<>();
    states.add(new StateSchema("added", StateKind.VALUE, Scalar.UNIT, null, Scalar.LONG, false));
    states.addAll(BASE.states().subList(2, BASE.states().size()));
    return new StoreSchema(Scalar.STRING, states);
  }
}
