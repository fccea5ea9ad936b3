package io.tidemark.testkit.backend.reference;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.snapshot.portable.PortableBlob;
import io.tidemark.snapshot.portable.PortableOptions;
import io.tidemark.snapshot.portable.PortableWriter;
import io.tidemark.spi.BlobScope;
import io.tidemark.spi.BlobSink;
import io.tidemark.spi.BlobSource;
import io.tidemark.spi.BlobUse;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import io.tidemark.spi.StoreSchema;
import io.tidemark.spi.StoreSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pictures of a store as blobs of the portable format. */
final class PortablePicture {

  private static final PortableWriter WRITER =
      new PortableWriter(PortableOptions.DEFAULT, Runnable::run);

  private PortablePicture() {}

  /**
   * Schemas by which every change can be written, the newest last: where cells of one state were
   * written with several, each schema has one of them.
   */
  static List<StoreSchema> schemas(
      TypeDescription key, Collection<StateSchema> current, List<Change> changes) {
    List<List<StateSchema>> versions = new ArrayList<>();
    for (StateSchema state : current) {
      List<StateSchema> older = new ArrayList<>();
      for (Change change : changes) {
        Cell cell = change.cell();
        if (cell != null
            && StateId.of(cell.schema()).equals(StateId.of(state))
            && !cell.schema().equals(state)
            && !older.contains(cell.schema())) {
          older.add(cell.schema());
        }
      }
      older.add(state);
      versions.add(older);
    }
    int depth = versions.stream().mapToInt(List::size).max().orElse(1);
    List<StoreSchema> schemas = new ArrayList<>();
    for (int level = depth; level > 0; level--) {
      int below = level;
      schemas.add(
          new StoreSchema(
              key, versions.stream().map(of -> of.get(Math.max(0, of.size() - below))).toList()));
    }
    return schemas;
  }

  /** Writes each change into a blob of the newest schema that fits it. */
  static List<BlobUse> write(
      BlobSink sink,
      BlobScope scope,
      KeyGroupRange keyGroups,
      List<StoreSchema> schemas,
      int firstSchema,
      List<Change> changes) {
    List<BlobUse> uses = new ArrayList<>();
    for (int index = 0; index < schemas.size(); index++) {
      int level = index;
      List<Change> ofLevel =
          changes.stream().filter(change -> levelOf(change, schemas) == level).toList();
      if (!ofLevel.isEmpty()) {
        StoreSchema schema = schemas.get(index);
        Map<Integer, List<Change>> byKeyGroup =
            ofLevel.stream().collect(Collectors.groupingBy(change -> change.place().keyGroup()));
        uses.addAll(
            WRITER.write(
                sink,
                scope,
                schema,
                firstSchema + index,
                keyGroups,
                keyGroup -> 1,
                (keyGroup, out) ->
                    writeKeyGroup(schema, byKeyGroup.getOrDefault(keyGroup, List.of()), out)));
      }
    }
    return uses;
  }

  private static int levelOf(Change change, List<StoreSchema> schemas) {
    Cell cell = change.cell();
    for (int level = schemas.size() - 1; level > 0; level--) {
      if (cell == null || schemas.get(level).states().contains(cell.schema())) {
        return level;
      }
    }
    return 0;
  }

  private static void writeKeyGroup(StoreSchema schema, List<Change> changes, EntryWriter out) {
    for (int state = 0; state < schema.states().size(); state++) {
      StateSchema stateSchema = schema.states().get(state);
      StateId id = StateId.of(stateSchema);
      for (Operation operation : Operation.values()) {
        boolean begun = false;
        for (Change change : changes) {
          if (change.operation() == operation && change.place().state().equals(id)) {
            if (!begun) {
              out.section(state, operation);
              begun = true;
            }
            writeEntry(change, stateSchema, out);
          }
        }
      }
    }
  }

  private static void writeEntry(Change change, StateSchema schema, EntryWriter out) {
    Place place = change.place();
    Cell cell = change.cell();
    out.beginEntry().writeBytes(place.key().array());
    if (schema.namespace() != TypeDescription.Scalar.UNIT) {
      out.namespace().writeBytes(place.namespace().array());
    }
    if (schema.kind() == StateKind.MAP) {
      out.userKey().writeBytes(place.userKey().array());
    }
    if (schema.kind() == StateKind.TIMERS) {
      out.timestamp(place.userKey().getLong(0) ^ Long.MIN_VALUE);
    } else if (cell != null) {
      if (schema.expiring() && schema.kind() != StateKind.LIST) {
        out.stamp(cell.stamp());
      }
      ByteBuffer value = cell.value();
      out.value().writeBytes(value.array(), value.arrayOffset(), value.limit());
    }
    out.endEntry();
  }

  /** What {@code snapshot} says about {@code keyGroups}, put on top of {@code entries}. */
  static void read(
      StoreSnapshot snapshot,
      KeyGroupRange keyGroups,
      BlobSource source,
      NavigableMap<Place, Cell> entries) {
    for (BlobUse use : snapshot.blobs()) {
      if (use.keyGroups().overlaps(keyGroups)) {
        StoreSchema schema = snapshot.schemas().get(use.schema());
        PortableBlob.load(use, schema, keyGroups, source)
            .forEach(use.keyGroups().intersection(keyGroups), entry -> apply(entry, entries));
      }
    }
  }

  private static void apply(SnapshotEntry entry, NavigableMap<Place, Cell> entries) {
    StateSchema schema = entry.stateSchema();
    Place place =
        new Place(
            entry.keyGroup(),
            StateId.of(schema),
            Place.rest(entry.key()),
            Place.rest(entry.namespace()),
            Place.rest(entry.userKey()));
    switch (entry.operation()) {
      case PUT -> entries.put(place, new Cell(schema, entry.stamp(), Place.rest(entry.value())));
      case DELETE -> entries.remove(place);
      case APPEND -> {
        Cell added = new Cell(schema, 0, Place.rest(entry.value()));
        entries.merge(place, added, PortablePicture::appended);
      }
    }
  }

  private static Cell appended(Cell list, Cell added) {
    List<Elements.Element> elements = new ArrayList<>(Elements.parse(list));
    elements.addAll(Elements.parse(added));
    return new Cell(added.schema(), 0, Elements.format(elements, added.schema().expiring()));
  }

  /** The entries of a picture as changes that make it of nothing. */
  static List<Change> everything(NavigableMap<Place, Cell> picture) {
    return Change.between(new TreeMap<>(), picture);
  }
}
