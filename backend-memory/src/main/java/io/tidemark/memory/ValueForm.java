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
  private final Layout removedLayout;
  private final Identities<K, N> identities;
  private final Identities<K, N> removed;
  private final Serializer<N> namespaces;
  private final Column<V> values;
  private final @Nullable Expiry expiry;

  ValueForm(
      String name,
      StateKind kind,
      Serializer<K> keys,
      Serializer<N> namespaces,
      Serializer<V> values,
      @Nullable Expiry expiry) {
    this.namespaces = namespaces;
    this.expiry = expiry;
    schema =
        new StateSchema(
            name, kind, namespaces.description(), null, values.description(), expiry != null);
    Layout.Part key = Layout.Part.of(keys);
    Layout.Part namespace = Layout.Part.ofNamespace(namespaces);
    layout = Layout.ofValues(key, namespace, Layout.Part.of(values), expiry != null);
    removedLayout = Layout.ofEntries(key, namespace, Layout.Part.NONE, false);
    identities = new Identities<>(layout, keys, namespaces);
    removed = new Identities<>(removedLayout, keys, namespaces);
    this.values = layout.valueColumn(values);
  }

  Column<V> values() {
    return values;
  }

  @Override
  public Identities<K, N> identities() {
    return identities;
  }

  @Nullable Expiry expiry() {
    return expiry;
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
  public boolean isLive(Page page, int slot, long now) {
    return expiry == null || !expiry.isExpired(layout.stamp(page, slot), now);
  }

  @Override
  public Layout removedLayout() {
    return removedLayout;
  }

  @Override
  public void writeAll(PageDirectory entries, long now, int state, EntryWriter out) {
    writePuts(entries, EntryCursor.EVERYTHING, now, state, out);
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, int state, EntryWriter out) {
    if (group.entries() != null && group.entries().version() > base) {
      writePuts(group.entries(), base, Expiry.NEVER, state, out);
    }
    RemovedCursor gone = new RemovedCursor(group, layout, removedLayout, base);
    boolean begun = false;
    while (gone.next()) {
      if (!begun) {
        out.section(state, Operation.DELETE);
        begun = true;
      }
      removed.write(gone.page(), gone.slot(), out);
      out.endEntry();
    }
  }

  private void writePuts(PageDirectory entries, int base, long now, int state, EntryWriter out) {
    boolean begun = false;
    for (PageBatch batch = new PageBatch(entries, base); batch.next(); ) {
      lookAhead(batch);
      for (int i = 0; i < batch.size(); i++) {
        Page page = batch.page(i);
        for (long rest = batch.rows(i); rest != 0; rest &= rest - 1) {
          int slot = Long.numberOfTrailingZeros(rest);
          if (isLive(page, slot, now)) {
            if (!begun) {
              out.section(state, Operation.PUT);
              begun = true;
            }
            writeEntry(page, slot, out);
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
    while (aimAtExpired(probe, table.group(group), position, now)) {
      table.remove(probe);
    }
  }

  private boolean aimAtExpired(
      Probe probe, @Nullable PageDirectory entries, long position, long now) {
    Page page = entries == null ? null : entries.at(position);
    for (; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        int slot = Long.numberOfTrailingZeros(rest);
        if (!isLive(page, slot, now)) {
          layout.aimAtRow(probe, page, slot);
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace());
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    SchemaCheck.requireSameKind(written, schema);
    Compatibility.@Nullable Reader<N> namespaceMigration =
        SchemaCheck.migration(schema.name(), "namespace", written.namespace(), namespaces);
    Compatibility.@Nullable Reader<V> valueMigration =
        SchemaCheck.migration(schema.name(), "value", written.value(), values.serializer());
    return new Reader(namespaceMigration, valueMigration, written.expiring(), now);
  }

  private void writeEntry(Page page, int slot, EntryWriter out) {
    identities.write(page, slot, out);
    if (expiry != null) {
      out.stamp(layout.stamp(page, slot));
    }
    values.write(page, slot, out.value());
    out.endEntry();
  }

  private final class Reader implements EntryReader {

    private final Versions versions = Versions.restoring();
    private final Probe probe = new Probe();
    private final Compatibility.@Nullable Reader<N> namespaceMigration;
    private final Compatibility.@Nullable Reader<V> valueMigration;
    private final boolean stamped;
    private final long now;

    Reader(
        Compatibility.@Nullable Reader<N> namespaceMigration,
        Compatibility.@Nullable Reader<V> valueMigration,
        boolean stamped,
        long now) {
      this.namespaceMigration = namespaceMigration;
      this.valueMigration = valueMigration;
      this.stamped = stamped;
      this.now = now;
    }

    @Override
    public void read(SnapshotEntry entry, PageDirectory target) {
      identities.read(probe, entry.key(), entry.namespace(), namespaceMigration);
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
