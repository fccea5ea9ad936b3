package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/** Entries of one list each. */
final class ListForm<K, N, T> implements EntryForm {

  private final StateSchema schema;
  private final Layout layout;
  private final KeyedRows<K, N> rows;
  private final ListElements<T> elements;

  ListForm(
      String name,
      Serializer<K> keys,
      Serializer<N> namespaces,
      Serializer<T> elements,
      @Nullable Expiry expiry) {
    this.elements = new ListElements<>(elements, expiry);
    schema =
        new StateSchema(
            name,
            StateKind.LIST,
            namespaces.description(),
            null,
            elements.description(),
            expiry != null);
    Part key = Part.ofKeys(keys);
    Part namespace = Part.ofNamespace(namespaces);
    layout = Layout.ofEntries(key, namespace, Part.OBJECT, false);
    Layout removedLayout = Layout.ofEntries(key, namespace, Part.NONE, false);
    rows = new KeyedRows<>(keys, namespaces, layout, removedLayout);
  }

  /** What can be done with the lists of rows. */
  ListElements<T> elements() {
    return elements;
  }

  /** The list of the entry in a row. */
  Object list(Page page, int slot) {
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
    return elements.hasLive(list(page, slot), now);
  }

  @Override
  public void writeAll(PageDirectory entries, long now, StateSections sections) {
    EntryCursor cursor = new EntryCursor(entries, EntryCursor.EVERYTHING);
    while (cursor.next()) {
      Object list = list(cursor.page(), cursor.slot());
      if (elements.hasLive(list, now)) {
        write(cursor, elements.firstNumber(list), now, sections.section(Operation.PUT));
      }
    }
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, StateSections sections) {
    PageDirectory entries = group.entries();
    if (entries != null && entries.version() > base) {
      writeChanged(entries, base, Operation.PUT, sections);
      writeChanged(entries, base, Operation.APPEND, sections);
    }
    rows.writeRemoved(group, base, sections);
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {
    Probe probe = new Probe();
    probe.group = group;
    while (rows.aimAtAny(
        probe,
        table.group(group),
        position,
        (page, slot) -> elements.expiredFirst(list(page, slot), now) > 0)) {
      Page page = table.findWritable(probe);
      if (page == null) {
        return;
      }
      ElementList list = (ElementList) list(page, probe.slot);
      if (!elements.hasLive(list, now)) {
        table.remove(probe);
      } else {
        ElementList writable = list.writable(table.versions());
        writable.drop(elements.expiredFirst(writable, now));
        layout.structure(page, probe.slot, writable);
      }
    }
  }

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace())
        && written.value().equals(schema.value())
        && written.expiring() == schema.expiring();
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    SchemaCheck.requireSameKind(written, schema);
    return new Reader(
        rows.reader(written),
        SchemaCheck.migration(
            schema.name(), "element", written.value(), elements.column().serializer()),
        written.expiring(),
        now);
  }

  private void writeChanged(
      PageDirectory entries, int base, Operation operation, StateSections sections) {
    EntryCursor cursor = new EntryCursor(entries, base);
    while (cursor.next()) {
      Object list = list(cursor.page(), cursor.slot());
      boolean whole = elements.isReplacedSince(list, base);
      int from = whole ? elements.firstNumber(list) : elements.appendedSince(list, base);
      if (whole == (operation == Operation.PUT) && from < elements.endNumber(list)) {
        write(cursor, from, Expiry.NEVER, sections.section(operation));
      }
    }
  }

  /** Writes the elements from number {@code from} on that are not expired at {@code now}. */
  private void write(EntryCursor cursor, int from, long now, EntryWriter out) {
    rows.identities().write(cursor.page(), cursor.slot(), out);
    elements.write(list(cursor.page(), cursor.slot()), from, now, out.value());
    out.endEntry();
  }

  private final class Reader implements EntryReader {

    private final Versions versions = Versions.restoring();
    private final Probe probe = new Probe();
    private final KeyedRows.IdentityReader identities;
    private final Compatibility.@Nullable Reader<T> elementMigration;
    private final boolean stamped;
    private final long now;

    Reader(
        KeyedRows.IdentityReader identities,
        Compatibility.@Nullable Reader<T> elementMigration,
        boolean stamped,
        long now) {
      this.identities = identities;
      this.elementMigration = elementMigration;
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
      boolean anew = probe.inserted || entry.operation() == Operation.PUT;
      Object list = anew ? elements.create(Versions.RESTORED) : list(page, probe.slot);
      layout.structure(
          page,
          probe.slot,
          elements.read(list, entry.value(), elementMigration, stamped, now, versions));
    }
  }
}
