package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/** Entries of one value each: those of value, reducing and aggregating states. */
final class ValueForm<K, N, V> implements EntryForm {

  private final StateSchema schema;
  private final Layout layout;
  private final KeyedRows<K, N> rows;
  private final Column<V> values;
  private final @Nullable Expiry expiry;

  ValueForm(
      String name,
      StateKind kind,
      Serializer<K> keys,
      Serializer<N> namespaces,
      Serializer<V> values,
      @Nullable Expiry expiry) {
    this.expiry = expiry;
    schema =
        new StateSchema(
            name, kind, namespaces.description(), null, values.description(), expiry != null);
    Part key = Part.ofKeys(keys);
    Part namespace = Part.ofNamespace(namespaces);
    layout = Layout.ofValues(key, namespace, Part.of(values), expiry != null);
    Layout removedLayout = Layout.ofEntries(key, namespace, Part.NONE, false);
    rows = new KeyedRows<>(keys, namespaces, layout, removedLayout);
    this.values = layout.valueColumn(values);
  }

  Column<V> values() {
    return values;
  }

  @Nullable Expiry expiry() {
    return expiry;
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
    return expiry == null || !expiry.isExpired(layout.stamp(page, slot), now);
  }

  @Override
  public void writeAll(PageDirectory entries, long now, StateSections sections) {
    writePuts(entries, EntryCursor.EVERYTHING, now, sections);
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, StateSections sections) {
    if (group.entries() != null && group.entries().version() > base) {
      writePuts(group.entries(), base, Expiry.NEVER, sections);
    }
    rows.writeRemoved(group, base, sections);
  }

  private void writePuts(PageDirectory entries, int base, long now, StateSections sections) {
    for (PageBatch batch = new PageBatch(entries, base); batch.next(); ) {
      lookAhead(batch);
      for (int i = 0; i < batch.size(); i++) {
        Page page = batch.page(i);
        for (long rest = batch.rows(i); rest != 0; rest &= rest - 1) {
          int slot = Long.numberOfTrailingZeros(rest);
          if (isLive(page, slot, now)) {
            writeEntry(page, slot, sections.section(Operation.PUT));
          }
        }
      }
    }
  }

  private void lookAhead(PageBatch batch) {
    if (!values.isLong()) {
      int missing = 0;
      for (int i = 0; i < batch.size(); i++) {
        missing += values.lookAhead(batch.page(i), batch.rows(i));
      }
      if (missing > 0) {
        throw new IllegalStateException(
            "State '" + schema.name() + "' has no values for " + missing + " keys");
      }
    }
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {
    Probe probe = new Probe();
    probe.group = group;
    while (rows.aimAtAny(
        probe, table.group(group), position, (page, slot) -> !isLive(page, slot, now))) {
      table.remove(probe);
    }
  }

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace());
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    SchemaCheck.requireSameKind(written, schema);
    Compatibility.@Nullable Reader<V> valueMigration =
        SchemaCheck.migration(schema.name(), "value", written.value(), values.serializer());
    return new Reader(rows.reader(written), valueMigration, written.expiring(), now);
  }

  private void writeEntry(Page page, int slot, EntryWriter out) {
    rows.identities().write(page, slot, out);
    if (expiry != null) {
      out.stamp(layout.stamp(page, slot));
    }
    values.write(page, slot, out.value());
    out.endEntry();
  }

  private final class Reader implements EntryReader {

    private final Versions versions = Versions.restoring();
    private final Probe probe = new Probe();
    private final KeyedRows.IdentityReader identities;
    private final Compatibility.@Nullable Reader<V> valueMigration;
    private final boolean stamped;
    private final long now;

    Reader(
        KeyedRows.IdentityReader identities,
        Compatibility.@Nullable Reader<V> valueMigration,
        boolean stamped,
        long now) {
      this.identities = identities;
      this.valueMigration = valueMigration;
      this.stamped = stamped;
      this.now = now;
    }

    @Override
    public void read(SnapshotEntry entry, PageDirectory target) {
      identities.read(probe, entry);
      if (entry.operation() == Operation.DELETE) {
        target.remove(probe, layout, versions);
        return;
      }
      Page page = target.claim(probe, layout, versions);
      if (valueMigration != null) {
        values.set(page, probe.slot, valueMigration.read(entry.value()));
      } else {
        values.read(page, probe.slot, entry.value());
      }
      if (expiry != null) {
        layout.stamp(page, probe.slot, stamped ? entry.stamp() : now);
      }
    }
  }
}
