package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one map each. A capture pins a map by pinning the page that holds it, and writes after
 * that copy 64 of its entries at a time.
 *
 * @param <U> the type of the maps' keys
 * @param <V> the type of the maps' values
 */
final class MapForm<K, N, U, V> implements EntryForm {

  private final StateSchema schema;
  private final Layout layout;
  private final Layout removedUserLayout;
  private final KeyedRows<K, N> rows;
  private final MapEntries<U, V> entries;

  MapForm(
      String name,
      Serializer<K> keys,
      Serializer<N> namespaces,
      Serializer<U> userKeys,
      Serializer<V> values,
      @Nullable Expiry expiry) {
    this.entries = new MapEntries<>(userKeys, values, expiry);
    schema =
        new StateSchema(
            name,
            StateKind.MAP,
            namespaces.description(),
            userKeys.description(),
            values.description(),
            expiry != null);
    Part key = Part.ofKeys(keys);
    Part namespace = Part.ofNamespace(namespaces);
    layout = Layout.ofEntries(key, namespace, Part.OBJECT, false);
    removedUserLayout = Layout.ofEntries(Part.of(userKeys), Part.NONE, Part.NONE, false);
    rows = new KeyedRows<>(keys, namespaces, layout, layout);
  }

  /** What can be done with the maps of rows. */
  MapEntries<U, V> entries() {
    return entries;
  }

  /** The rows that remember which user keys were removed from a map. */
  Layout removedUserLayout() {
    return removedUserLayout;
  }

  /** The map of the entry in a row. */
  Object map(Page page, int slot) {
    return layout.structure(page, slot);
  }

  @Override
  public StateSchema schema() {
    return schema;
  }

  @Override
  public KeyedRows<K, N> rows() {
    return rows;
  }

  @Override
  public boolean isLive(Page page, int slot, long now) {
    return entries.hasLive(map(page, slot), now);
  }

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace())
        && Objects.equals(written.userKey(), schema.userKey());
  }

  @Override
  public void writeAll(PageDirectory maps, long now, StateSections sections) {
    new MapWriting<>(this, sections).writePuts(maps, EntryCursor.EVERYTHING, now);
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, StateSections sections) {
    MapWriting<U, V> writing = new MapWriting<>(this, sections);
    PageDirectory maps = group.entries();
    if (maps != null && maps.version() > base) {
      writing.writePuts(maps, base, Expiry.NEVER);
    }
    writing.writeDeletions(group, base);
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {
    PageDirectory maps = table.group(group);
    Page chain = maps == null ? null : maps.at(position).copyFrom(0, layout);
    MapTable<U, V> expiring = new MapTable<>(table, this);
    Probe probe = new Probe();
    Probe userProbe = new Probe();
    probe.group = group;
    for (Page page = chain; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        layout.aimAtRow(probe, page, Long.numberOfTrailingZeros(rest));
        while (aimAtExpired(userProbe, table.find(probe), probe.slot, round, now)) {
          expiring.remove(probe, userProbe);
        }
      }
    }
  }

  private boolean aimAtExpired(
      Probe userProbe, @Nullable Page found, int slot, long round, long now) {
    if (found == null) {
      return false;
    }
    MapChunk chunk = ((ChunkedMap) map(found, slot)).chunkAt(round);
    for (long rest = chunk.used(); rest != 0; rest &= rest - 1) {
      int row = Long.numberOfTrailingZeros(rest);
      if (!entries.isLive(chunk, row, now)) {
        entries.layout().aimAtRow(userProbe, chunk, row);
        return true;
      }
    }
    return false;
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    SchemaCheck.requireSameKind(written, schema);
    String name = schema.name();
    return new Reader(
        rows.reader(written),
        SchemaCheck.migration(
            name,
            "map key",
            Objects.requireNonNull(written.userKey()),
            entries.keys().serializer()),
        SchemaCheck.migration(name, "map value", written.value(), entries.values().serializer()),
        written.expiring(),
        now);
  }

  private final class Reader implements EntryReader {

    private final Versions versions = Versions.restoring();
    private final Probe probe = new Probe();
    private final Probe userProbe = new Probe();
    private final KeyedRows.IdentityReader identities;
    private final Compatibility.@Nullable Reader<U> userKeyMigration;
    private final Compatibility.@Nullable Reader<V> valueMigration;
    private final boolean stamped;
    private final long now;

    Reader(
        KeyedRows.IdentityReader identities,
        Compatibility.@Nullable Reader<U> userKeyMigration,
        Compatibility.@Nullable Reader<V> valueMigration,
        boolean stamped,
        long now) {
      this.identities = identities;
      this.userKeyMigration = userKeyMigration;
      this.valueMigration = valueMigration;
      this.stamped = stamped;
      this.now = now;
    }

    @Override
    public void read(SnapshotEntry entry, PageDirectory target) {
      identities.read(probe, entry);
      entries.read(userProbe, entry.userKey(), userKeyMigration);
      if (entry.operation() == Operation.DELETE) {
        delete(target);
      } else {
        put(entry, target);
      }
    }

    private void delete(PageDirectory target) {
      Page page = target.find(probe, layout);
      if (page == null || !entries.contains(map(page, probe.slot), userProbe)) {
        return;
      }
      Object map = map(page, probe.slot);
      Object rest = entries.remove(map, userProbe, versions);
      if (rest == null) {
        target.remove(probe, layout, versions);
      } else if (rest != map) {
        layout.structure(page, probe.slot, rest);
      }
    }

    private void put(SnapshotEntry entry, PageDirectory target) {
      Page page = target.claim(probe, layout, versions);
      Object map = probe.inserted ? entries.create(Versions.RESTORED) : map(page, probe.slot);
      long stamp = stamped ? entry.stamp() : now;
      Object written =
          valueMigration == null
              ? entries.read(map, userProbe, entry.value(), stamp, versions)
              : entries.putStamped(
                  map, userProbe, valueMigration.read(entry.value()), stamp, versions);
      if (probe.inserted || written != map) {
        layout.structure(page, probe.slot, written);
      }
    }
  }
}
