package io.tidemark.memory;

import org.jspecify.annotations.Nullable;

/**
 * What is written into the maps of one state's table and removed from them, and what snapshots must
 * know of it. Belongs to the store's thread.
 */
final class MapTable<U, V> {

  private final StateTable<?> table;
  private final MapEntries<U, V> entries;
  private final Layout layout;
  private final Layout removedUserLayout;
  private final Versions versions;

  MapTable(StateTable<?> table, MapForm<?, ?, U, V> form) {
    this.table = table;
    this.entries = form.entries();
    this.layout = form.rows().layout();
    this.removedUserLayout = form.removedUserLayout();
    this.versions = table.versions();
  }

  /** The current version, which ends with the next capture. */
  int version() {
    return versions.current();
  }

  /** The map at {@code probe}, to be read, or null. */
  @Nullable Object find(Probe probe) {
    Object[] rows = table.findObjects(probe);
    return rows == null ? null : layout.structure(rows, probe.slot);
  }

  /** Puts a value, which counts from {@code now}, into the map at {@code probe}. */
  void put(Probe probe, Probe userProbe, V value, long now) {
    Page row = claim(probe);
    Object map = layout.structure(row, probe.slot);
    replace(row, probe, map, entries.put(map, userProbe, value, now, versions));
  }

  /** The same for what counts from {@code stamp}, whatever was there before. */
  void putStamped(Probe probe, Probe userProbe, V value, long stamp) {
    Page row = claim(probe);
    Object map = layout.structure(row, probe.slot);
    replace(row, probe, map, entries.putStamped(map, userProbe, value, stamp, versions));
  }

  /** The chunk with the entry at {@code userProbe}, which counts as changed; of no short map. */
  @Nullable MapChunk touch(Probe probe, Probe userProbe) {
    Page row = table.touch(probe);
    return row == null
        ? null
        : writableMap(row, probe).touch(userProbe, entries.layout(), versions);
  }

  /** The chunk with the entry at {@code userProbe}, which may be written; of no short map. */
  @Nullable MapChunk findWritable(Probe probe, Probe userProbe) {
    Page row = table.findWritable(probe);
    return row == null
        ? null
        : writableMap(row, probe).findWritable(userProbe, entries.layout(), versions);
  }

  /** Removes the entry at {@code userProbe} from the map at {@code probe}, if it is there. */
  void remove(Probe probe, Probe userProbe) {
    Object map = find(probe);
    if (map == null || !entries.contains(map, userProbe)) {
      return;
    }
    boolean known = versions.remembersChanges() && entries.isKnown(map, userProbe, versions);
    Object rest = entries.remove(map, userProbe, versions);
    Page row = rest == null ? null : table.findWritable(probe);
    if (row == null || rest == null) {
      table.removeUnremembered(probe);
    } else {
      replace(row, probe, map, rest);
    }
    if (known) {
      remember(probe, userProbe);
    }
  }

  /** Removes the entry with the key of an entry that a walk over a short map came to. */
  void remove(Probe probe, long[] few, int entry) {
    Probe userProbe = new Probe();
    entries.aim(userProbe, few, entry);
    remove(probe, userProbe);
  }

  /** Removes the entry with the key of a row that a walk over another map came to. */
  void remove(Probe probe, MapChunk chunk, int row) {
    Probe userProbe = new Probe();
    entries.layout().aimAtRow(userProbe, chunk, row);
    remove(probe, userProbe);
  }

  /** Removes the map at {@code probe}, if it is there. */
  void removeAll(Probe probe) {
    Object map = find(probe);
    if (map == null) {
      return;
    }
    table.removeUnremembered(probe);
    if (versions.remembersChanges()) {
      Probe userProbe = new Probe();
      entries.forEachKnown(map, userProbe, versions, () -> remember(probe, userProbe));
    }
  }

  /** The row with the map at a probe, found or made, to be written. */
  private Page claim(Probe probe) {
    Page row = table.touch(probe);
    if (row == null) {
      row = table.claim(probe);
      layout.structure(row, probe.slot, entries.create(versions.current()));
    }
    return row;
  }

  private void replace(Page row, Probe probe, Object map, Object written) {
    if (written != map) {
      layout.structure(row, probe.slot, written);
    }
  }

  private ChunkedMap writableMap(Page row, Probe probe) {
    ChunkedMap map = (ChunkedMap) layout.structure(row, probe.slot);
    ChunkedMap writable = map.writable(versions);
    replace(row, probe, map, writable);
    return writable;
  }

  /** Notes that an entry was removed that a snapshot may know. */
  private void remember(Probe probe, Probe userProbe) {
    Page page = table.removedFrom(probe.group, 1).claim(probe, layout, versions);
    if (probe.inserted) {
      layout.structure(page, probe.slot, new PageDirectory(removedUserLayout, versions.current()));
    }
    PageDirectory removed = (PageDirectory) layout.structure(page, probe.slot);
    PageDirectory writable = removed.writable(versions);
    replace(page, probe, removed, writable);
    writable.claim(userProbe, removedUserLayout, versions);
  }
}
