package io.tidemark.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.serialization.ReadBuffer;
import io.tidemark.serialization.Serializers;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntries;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a snapshot of a {@link Sample} by its entries, into the lines that the sample has. */
final class SampleEntries {

  private final KeyGroupRange keyGroups;
  private final SortedMap<String, Object> lines = new TreeMap<>();
  private int lastKeyGroup;

  private SampleEntries(KeyGroupRange keyGroups) {
    this.keyGroups = keyGroups;
  }

  /** What {@link Sample#contents} would say of these key groups. */
  static SortedMap<String, Object> of(
      StoreSnapshot snapshot, KeyGroupRange keyGroups, BlobSource source) {
    SampleEntries entries = new SampleEntries(keyGroups);
    walkerOf(snapshot.format()).walk(snapshot, keyGroups, source, entries::collect);
    return entries.lines;
  }

  /** The one on the class path that walks snapshots of that format. */
  static SnapshotEntries walkerOf(String format) {
    List<SnapshotEntries> found = new ArrayList<>();
    for (SnapshotEntries entries : ServiceLoader.load(SnapshotEntries.class)) {
      if (entries.format().equals(format)) {
        found.add(entries);
      }
    }
    assertThat(found).as("those that walk snapshots of format '%s'", format).hasSize(1);
    return found.get(0);
  }

  private void collect(SnapshotEntry entry) {
    StateSchema schema = entry.stateSchema();
    assertThat(schema).isEqualTo(entry.schema().states().get(entry.state()));
    assertThat(entry.operation()).isEqualTo(Operation.PUT);
    assertThat(entry.stamp()).isZero();
    assertThat(keyGroups.contains(entry.keyGroup())).as("wanted: %d", entry.keyGroup()).isTrue();
    assertThat(entry.keyGroup()).as("in order").isGreaterThanOrEqualTo(lastKeyGroup);
    lastKeyGroup = entry.keyGroup();

    String place = schema.name() + " of " + number(entry.key()) + " in " + namespace(entry);
    switch (schema.kind()) {
      case VALUE, REDUCING -> putOnce(place, number(entry.value()));
      case LIST -> {
        List<Long> elements = new ArrayList<>();
        ReadBuffer value = entry.value();
        assertThat(value.hasRemaining()).as("elements of a list").isTrue();
        while (value.hasRemaining()) {
          int end = value.readLength(1) + value.position();
          elements.add(Serializers.LONG.read(value));
          assertThat(value.position()).as("end of an element").isEqualTo(end);
        }
        putOnce(place, elements);
      }
      case MAP -> putOnce(place, number(entry.userKey()), number(entry.value()));
      case AGGREGATING -> {
        ReadBuffer value = entry.value();
        Box accumulator = Box.SERIALIZER.read(value);
        assertThat(value.remaining()).as("bytes left over").isZero();
        putOnce(place, accumulator.number + "/" + accumulator.label);
      }
      case TIMERS -> {
        ReadBuffer time = entry.userKey();
        assertThat(time.remaining()).isEqualTo(Long.BYTES);
        putOnce(place + " at " + (time.readLong() ^ Long.MIN_VALUE), entry.keyGroup());
        assertThat(entry.value().remaining()).as("bytes of a timer's value").isZero();
      }
    }
    if (schema.kind() != StateKind.MAP && schema.kind() != StateKind.TIMERS) {
      assertThat(entry.userKey().remaining()).as("bytes of a user key").isZero();
    }
  }

  private static Object namespace(SnapshotEntry entry) {
    if (entry.stateSchema().namespace() == NoNamespace.SERIALIZER.description()) {
      assertThat(entry.namespace().remaining()).isZero();
      return NoNamespace.INSTANCE;
    }
    return number(entry.namespace());
  }

  private static long number(ReadBuffer bytes) {
    long number = Serializers.LONG.read(bytes);
    assertThat(bytes.remaining()).as("bytes left over").isZero();
    return number;
  }

  private void putOnce(String line, Object value) {
    assertThat(lines.put(line, value)).as("%s is there once", line).isNull();
  }

  @SuppressWarnings("unchecked")
  private void putOnce(String line, long userKey, long value) {
    Object entries = lines.computeIfAbsent(line, key -> new TreeMap<Long, Long>());
    assertThat(((TreeMap<Long, Long>) entries).put(userKey, value))
        .as("%s under %d is there once", line, userKey)
        .isNull();
  }
}
