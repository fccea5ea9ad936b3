package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one map each. A map is a {@link PageDirectory} of its own, so a capture pins it by
 * pinning the page that holds it, and writes after that copy 64 of its entries at a time.
 *
 * @param <U> the type of the maps' keys
 * @param <V> the type of the maps' values
 */
final class MapForm<K, N, U, V> implements EntryForm {

  private final StateSchema schema;
  private final Layout layout;
  private final Layout removedLayout;
  private final Layout userLayout;
  private final Layout removedUserLayout;
  private final Identities<K, N> identities;
  private final Identities<K, N> removed;
  private final Identities<U, NoNamespace> users;
  private final Column<U> userKeys;
  private final Column<U> removedUserKeys;
  private final Column<V> values;
  private final Serializer<N> namespaces;
  private final @Nullable Expiry expiry;

  MapForm(
      String name,
      Serializer<K> keys,
      Serializer<N> namespaces,
      Serializer<U> userKeys,
      Serializer<V> values,
      @Nullable Expiry expiry) {
    this.namespaces = namespaces;
    this.expiry = expiry;
    schema =
        new StateSchema(
            name,
            StateKind.MAP,
            namespaces.description(),
            userKeys.description(),
            values.description(),
            expiry != null);
    Layout.Part key = Layout.Part.of(keys);
    Layout.Part namespace = Layout.Part.ofNamespace(namespaces);
    Layout.Part user = Layout.Part.of(userKeys);
    layout = Layout.ofEntries(key, namespace, Layout.Part.OBJECT, false);
    removedLayout = layout;
    userLayout =
        Layout.ofEntries(user, Layout.Part.NONE, Layout.Part.ofValues(values), expiry != null);
    removedUserLayout = Layout.ofEntries(user, Layout.Part.NONE, Layout.Part.NONE, false);
    identities = new Identities<>(layout, keys, namespaces);
    removed = new Identities<>(removedLayout, keys, namespaces);
    users = new Identities<>(userLayout, userKeys, NoNamespace.SERIALIZER);
    this.userKeys = userLayout.keyColumn(userKeys);
    removedUserKeys = removedUserLayout.keyColumn(userKeys);
    this.values = userLayout.valueColumn(values);
  }

  Layout userLayout() {
    return userLayout;
  }

  Column<V> values() {
    return values;
  }

  @Nullable Expiry expiry() {
    return expiry;
  }

  /** The map of the entry in a row. */
  PageDirectory map(Page page, int slot) {
    return (PageDirectory) layout.structure(page, slot);
  }

  U userKey(Page page, int slot) {
    return userKeys.get(page, slot);
  }

  /** Points a probe at an entry of a map. */
  void aim(Probe probe, U userKey) {
    users.aim(probe, userKey, NoNamespace.INSTANCE);
  }

  /** Whether an entry of a map is not expired at {@code now}. */
  boolean isLiveEntry(Page page, int slot, long now) {
    return expiry == null || !expiry.isExpired(userLayout.stamp(page, slot), now);
  }

  /** Whether a map has an entry that is not expired at {@code now}. */
  boolean hasLive(PageDirectory map, long now) {
    if (expiry == null) {
      return map.size() > 0;
    }
    EntryCursor cursor = new EntryCursor(map, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      if (isLiveEntry(cursor.page(), cursor.slot(), now)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public StateSchema schema() {
    return schema;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public Layout removedLayout() {
    return removedLayout;
  }

  @Override
  public Identities<K, N> identities() {
    return identities;
  }

  @Override
  public boolean isLive(Page page, int slot, long now) {
    return hasLive(map(page, slot), now);
  }

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace())
        && Objects.equals(written.userKey(), schema.userKey());
  }

  /** The map of an entry in a page that may be written, to be written itself. */
  PageDirectory writableMap(Page page, int slot, Versions versions) {
    PageDirectory map = map(page, slot);
    PageDirectory writable = map.writable(versions);
    if (writable != map) {
      layout.structure(page, slot, writable);
    }
    return writable;
  }

  /** Removes the entry at {@code userProbe} from the map at {@code probe}, if it is there. */
  void remove(StateTable<?> table, Probe probe, Probe userProbe) {
    Page row = table.findWritable(probe);
    if (row == null) {
      return;
    }
    PageDirectory map = writableMap(row, probe.slot, table.versions());
    Page page = map.findWritable(userProbe, userLayout, table.versions());
    if (page == null) {
      return;
    }
    boolean known = table.versions().remembersChanges() && !page.isCreated(userProbe.slot);
    map.remove(page, userProbe, userLayout, table.versions());
    if (map.size() == 0) {
      table.removeUnremembered(probe);
    }
    if (known) {
      removedKeys(table, probe, 1).claim(userProbe, removedUserLayout, table.versions());
    }
  }

  /** Removes the map at {@code probe}, if it is there. */
  void removeAll(StateTable<?> table, Probe probe) {
    Page page = table.find(probe);
    if (page == null) {
      return;
    }
    Versions versions = table.versions();
    PageDirectory map = map(page, probe.slot);
    table.removeUnremembered(probe);
    if (!versions.remembersChanges()) {
      return;
    }
    PageDirectory gone = null;
    Probe userProbe = new Probe();
    EntryCursor cursor = new EntryCursor(map, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      Page userPage = cursor.page();
      if (userPage.version != versions.current() || !userPage.isCreated(cursor.slot())) {
        gone = gone == null ? removedKeys(table, probe, map.size()) : gone;
        userLayout.aimAtRow(userProbe, userPage, cursor.slot());
        gone.claim(userProbe, removedUserLayout, versions);
      }
    }
  }

  /** The keys removed from a map, of which there will be {@code count} more. */
  private PageDirectory removedKeys(StateTable<?> table, Probe probe, int count) {
    Versions versions = table.versions();
    Page page = table.removedFrom(probe.group, count).claim(probe, removedLayout, versions);
    if (probe.inserted) {
      PageDirectory keys = new PageDirectory(removedUserLayout, versions.current());
      removedLayout.structure(page, probe.slot, keys);
      return keys;
    }
    return writableMap(page, probe.slot, versions);
  }

  @Override
  public void writeAll(PageDirectory entries, long now, int state, EntryWriter out) {
    writePuts(entries, EntryCursor.EVERYTHING, now, state, out);
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, int state, EntryWriter out) {
    PageDirectory entries = group.entries();
    if (entries != null && entries.version() > base) {
      writePuts(entries, base, Expiry.NEVER, state, out);
    }
    MapDeletions deletions = new MapDeletions(group, base, state, out);
    for (int batch = 0; batch < group.removed().size(); batch++) {
      deletions.write(batch);
    }
  }

  private void writePuts(PageDirectory entries, int base, long now, int state, EntryWriter out) {
    boolean begun = false;
    EntryCursor cursor = new EntryCursor(entries, base);
    while (cursor.next()) {
      EntryCursor inMap = new EntryCursor(map(cursor.page(), cursor.slot()), base);
      while (inMap.next()) {
        Page page = inMap.page();
        int slot = inMap.slot();
        if (isLiveEntry(page, slot, now)) {
          if (!begun) {
            out.section(state, Operation.PUT);
            begun = true;
          }
          identities.write(cursor.page(), cursor.slot(), out);
          userKeys.write(page, slot, out.userKey());
          if (expiry != null) {
            out.stamp(userLayout.stamp(page, slot));
          }
          values.write(page, slot, out.value());
          out.endEntry();
        }
      }
    }
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {
    PageDirectory entries = table.group(group);
    Page chain = entries == null ? null : entries.at(position).copyFrom(0, layout);
    Probe probe = new Probe();
    Probe userProbe = new Probe();
    probe.group = group;
    for (Page page = chain; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        layout.aimAtRow(probe, page, Long.numberOfTrailingZeros(rest));
        while (aimAtExpired(userProbe, table.find(probe), probe.slot, round, now)) {
          remove(table, probe, userProbe);
        }
      }
    }
  }

  private boolean aimAtExpired(
      Probe userProbe, @Nullable Page found, int slot, long round, long now) {
    Page page = found == null ? null : map(found, slot).at(round);
    for (; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        int userSlot = Long.numberOfTrailingZeros(rest);
        if (!isLiveEntry(page, userSlot, now)) {
          userLayout.aimAtRow(userProbe, page, userSlot);
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    SchemaCheck.requireSameKind(written, schema);
    String name = schema.name();
    return new Reader(
        SchemaCheck.migration(name, "namespace", written.namespace(), namespaces),
        SchemaCheck.migration(
            name, "map key", Objects.requireNonNull(written.userKey()), userKeys.serializer()),
        SchemaCheck.migration(name, "map value", written.value(), values.serializer()),
        written.expiring(),
        now);
  }

  /** Writes the user keys that were removed and did not come back. */
  private final class MapDeletions {

    private final CapturedGroup group;
    private final int base;
    private final int state;
    private final EntryWriter out;
    private final Probe probe = new Probe();
    private final Probe userProbe = new Probe();
    private boolean begun;

    MapDeletions(CapturedGroup group, int base, int state, EntryWriter out) {
      this.group = group;
      this.base = base;
      this.state = state;
      this.out = out;
    }

    void write(int batch) {
      PageDirectory maps = group.removed().get(batch).identities();
      EntryCursor cursor = new EntryCursor(maps, base);
      while (cursor.next()) {
        removedLayout.aimAtRow(probe, cursor.page(), cursor.slot());
        EntryCursor keys = new EntryCursor(map(cursor.page(), cursor.slot()), base);
        PageDirectory living = find(group.entries());
        while (keys.next()) {
          removedUserLayout.aimAtRow(userProbe, keys.page(), keys.slot());
          if ((living == null || living.find(userProbe, userLayout) == null)
              && !isRepeated(batch)) {
            write(cursor, keys);
          }
        }
      }
    }

    private void write(EntryCursor map, EntryCursor key) {
      if (!begun) {
        out.section(state, Operation.DELETE);
        begun = true;
      }
      removed.write(map.page(), map.slot(), out);
      removedUserKeys.write(key.page(), key.slot(), out.userKey());
      out.endEntry();
    }

    private boolean isRepeated(int batch) {
      List<Removals.Batch> batches = group.removed();
      for (int newer = 0; newer < batch; newer++) {
        PageDirectory keys = find(batches.get(newer).identities());
        if (keys != null && keys.find(userProbe, removedUserLayout) != null) {
          return true;
        }
      }
      return false;
    }

    private @Nullable PageDirectory find(@Nullable PageDirectory maps) {
      Page page = maps == null ? null : maps.find(probe, layout);
      return page == null ? null : map(page, probe.slot);
    }
  }

  private final class Reader implements EntryReader {

    private final Versions versions = Versions.restoring();
    private final Probe probe = new Probe();
    private final Probe userProbe = new Probe();
    private final Compatibility.@Nullable Reader<N> namespaceMigration;
    private final Compatibility.@Nullable Reader<U> userKeyMigration;
    private final Compatibility.@Nullable Reader<V> valueMigration;
    private final boolean stamped;
    private final long now;

    Reader(
        Compatibility.@Nullable Reader<N> namespaceMigration,
        Compatibility.@Nullable Reader<U> userKeyMigration,
        Compatibility.@Nullable Reader<V> valueMigration,
        boolean stamped,
        long now) {
      this.namespaceMigration = namespaceMigration;
      this.userKeyMigration = userKeyMigration;
      this.valueMigration = valueMigration;
      this.stamped = stamped;
      this.now = now;
    }

    @Override
    public void read(SnapshotEntry entry, PageDirectory target) {
      identities.read(probe, entry.key(), entry.namespace(), namespaceMigration);
      if (userKeyMigration == null) {
        users.read(userProbe, entry.userKey(), entry.namespace(), null);
      } else {
        aim(userProbe, userKeyMigration.read(entry.userKey()));
      }
      if (entry.operation() == Operation.DELETE) {
        delete(target);
      } else {
        put(entry, target);
      }
    }

    private void delete(PageDirectory target) {
      Page page = target.findWritable(probe, layout, versions);
      if (page != null) {
        PageDirectory map = map(page, probe.slot);
        map.remove(userProbe, userLayout, versions);
        if (map.size() == 0) {
          target.remove(page, probe, layout, versions);
        }
      }
    }

    private void put(SnapshotEntry entry, PageDirectory target) {
      Page page = target.claim(probe, layout, versions);
      PageDirectory map;
      if (probe.inserted) {
        map = new PageDirectory(userLayout, Versions.RESTORED);
        layout.structure(page, probe.slot, map);
      } else {
        map = map(page, probe.slot);
      }
      Page userPage = map.claim(userProbe, userLayout, versions);
      if (valueMigration == null) {
        values.read(userPage, userProbe.slot, entry.value());
      } else {
        values.set(userPage, userProbe.slot, valueMigration.read(entry.value()));
      }
      if (expiry != null) {
        userLayout.stamp(userPage, userProbe.slot, stamped ? entry.stamp() : now);
      }
    }
  }
}
