package io.tidemark.memory;

import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the maps of a key group into a snapshot. */
final class MapWriting<U, V> {

  private final MapForm<?, ?, U, V> form;
  private final MapEntries<U, V> entries;
  private final Column<U> removedKeys;
  private final Identities<?, ?> identities;
  private final Layout layout;
  private final StateSections sections;
  private final Probe probe = new Probe();
  private final Probe userProbe = new Probe();

  MapWriting(MapForm<?, ?, U, V> form, StateSections sections) {
    this.form = form;
    this.entries = form.entries();
    this.removedKeys = form.removedUserLayout().keyColumn(entries.keys().serializer());
    this.identities = form.rows().identities();
    this.layout = form.rows().layout();
    this.sections = sections;
  }

  /** Writes the entries that were written after {@code base} and are not expired at {@code now}. */
  void writePuts(PageDirectory maps, int base, long now) {
    EntryCursor cursor = new EntryCursor(maps, base);
    while (cursor.next()) {
      Object map = form.map(cursor.page(), cursor.slot());
      if (map instanceof long[] few) {
        writePuts(cursor, few, ShortMap.changedSince(few, base));
      } else {
        writePuts(cursor, new ChunkCursor((ChunkedMap) map, base), now);
      }
    }
  }

  private void writePuts(EntryCursor map, long[] few, int wanted) {
    Column<V> values = entries.values();
    for (int rest = wanted; rest != 0; rest &= rest - 1) {
      int entry = Integer.numberOfTrailingZeros(rest);
      EntryWriter out = sections.section(Operation.PUT);
      identities.write(map.page(), map.slot(), out);
      entries.keys().write(ShortMap.key(few, entry), out.userKey());
      values.write(ShortMap.value(few, entry), ShortMap.isOdd(few, entry), out.value());
      out.endEntry();
    }
  }

  private void writePuts(EntryCursor map, ChunkCursor inMap, long now) {
    while (inMap.next()) {
      MapChunk chunk = inMap.chunk();
      int row = inMap.row();
      if (entries.isLive(chunk, row, now)) {
        EntryWriter out = sections.section(Operation.PUT);
        identities.write(map.page(), map.slot(), out);
        entries.keys().write(chunk, row, out.userKey());
        if (entries.expiry() != null) {
          out.stamp(entries.layout().stamp(chunk, row));
        }
        entries.values().write(chunk, row, out.value());
        out.endEntry();
      }
    }
  }

  /** Writes the user keys that were removed after {@code base} ended and did not come back. */
  void writeDeletions(CapturedGroup group, int base) {
    for (int batch = 0; batch < group.removed().size(); batch++) {
      EntryCursor cursor = new EntryCursor(group.removed().get(batch).identities(), base);
      while (cursor.next()) {
        layout.aimAtRow(probe, cursor.page(), cursor.slot());
        EntryCursor keys =
            new EntryCursor((PageDirectory) form.map(cursor.page(), cursor.slot()), base);
        writeDeletions(group, batch, cursor, keys);
      }
    }
  }

  private void writeDeletions(CapturedGroup group, int batch, EntryCursor map, EntryCursor keys) {
    Object living = find(group.entries());
    while (keys.next()) {
      form.removedUserLayout().aimAtRow(userProbe, keys.page(), keys.slot());
      if ((living == null || !entries.contains(living, userProbe))
          && !isRepeated(group.removed().subList(0, batch))) {
        EntryWriter out = sections.section(Operation.DELETE);
        identities.write(map.page(), map.slot(), out);
        removedKeys.write(keys.page(), keys.slot(), out.userKey());
        out.endEntry();
      }
    }
  }

  private boolean isRepeated(List<Removals.Batch> newer) {
    for (Removals.Batch batch : newer) {
      if (find(batch.identities()) instanceof PageDirectory keys
          && keys.find(userProbe, form.removedUserLayout()) != null) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Object find(@Nullable PageDirectory maps) {
    Page page = maps == null ? null : maps.find(probe, layout);
    return page == null ? null : form.map(page, probe.slot);
  }
}
