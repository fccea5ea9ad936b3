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
  private final Layout removedLayout;
  private final Identities<K, N> identities;
  private final Identities<K, N> removed;
  private final Serializer<N> namespaces;
  private final ListElements<T> elements;

  ListForm(
      String name,
      Serializer<K> keys,
      Serializer<N> namespaces,
      Serializer<T> elements,
      @Nullable Expiry expiry) {
    this.namespaces = namespaces;
    this.elements = new ListElements<>(elements, expiry);
    schema =
        new StateSchema(
            name,
            StateKind.LIST,
            namespaces.description(),
            null,
            elements.description(),
            expiry != null);
    Layout.Part key = Layout.Part.of(keys);
    Layout.Part namespace = Layout.Part.ofNamespace(namespaces);
    layout = Layout.ofEntries(key, namespace, Layout.Part.OBJECT, false);
    removedLayout = Layout.ofEntries(key, namespace, Layout.Part.NONE, false);
    identities = new Identities<>(layout, keys, namespaces);
    removed = new Identities<>(removedLayout, keys, namespaces);
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
    return elements.hasLive(list(page, slot), now);
  }

  @Override
  public void writeAll(PageDirectory entries, long now, int state, EntryWriter out) {
    EntryCursor cursor = new EntryCursor(entries, EntryCursor.EVERYTHING);
    boolean begun = false;
    while (cursor.next()) {
      Object list = list(cursor.page(), cursor.slot());
      if (elements.hasLive(list, now)) {
        begun = begin(begun, state, Operation.PUT, out);
        identities.write(cursor.page(), cursor.slot(), out);
        elements.write(list, elements.firstNumber(list), now, out.value());
        out.endEntry();
      }
    }
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, int state, EntryWriter out) {
    PageDirectory entries = group.entries();
    if (entries != null && entries.version() > base) {
      writeChanged(entries, base, Operation.PUT, state, out);
      writeChanged(entries, base, Operation.APPEND, state, out);
    }
    RemovedCursor gone = new RemovedCursor(group, layout, removedLayout, base);
    boolean begun = false;
    while (gone.next()) {
      begun = begin(begun, state, Operation.DELETE, out);
      removed.write(gone.page(), gone.slot(), out);
      out.endEntry();
    }
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {
    Probe probe = new Probe();
    probe.group = group;
    while (aimAtExpired(probe, table.group(group), position, now)) {
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
        SchemaCheck.migration(schema.name(), "namespace", written.namespace(), namespaces),
        SchemaCheck.migration(
            schema.name(), "element", written.value(), elements.column().serializer()),
        written.expiring(),
        now);
  }

  private void writeChanged(
      PageDirectory entries, int base, Operation operation, int state, EntryWriter out) {
    EntryCursor cursor = new EntryCursor(entries, base);
    boolean begun = false;
    while (cursor.next()) {
      Object list = list(cursor.page(), cursor.slot());
      boolean whole = elements.isReplacedSince(list, base);
      int from = whole ? elements.firstNumber(list) : elements.appendedSince(list, base);
      if (whole == (operation == Operation.PUT) && from < elements.endNumber(list)) {
        begun = begin(begun, state, operation, out);
        identities.write(cursor.page(), cursor.slot(), out);
        elements.write(list, from, Expiry.NEVER, out.value());
        out.endEntry();
      }
    }
  }

  private static boolean begin(boolean begun, int state, Operation operation, EntryWriter out) {
    if (!begun) {
      out.section(state, operation);
    }
    return true;
  }

  private boolean aimAtExpired(
      Probe probe, @Nullable PageDirectory entries, long position, long now) {
    Page page = entries == null ? null : entries.at(position);
    for (; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        int slot = Long.numberOfTrailingZeros(rest);
        if (elements.expiredFirst(list(page, slot), now) > 0) {
          layout.aimAtRow(probe, page, slot);
          return true;
        }
      }
    }
    return false;
  }

  private final class Reader implements EntryReader {

    private final Versions versions = Versions.restoring();
    private final Probe probe = new Probe();
    private final Compatibility.@Nullable Reader<N> namespaceMigration;
    private final Compatibility.@Nullable Reader<T> elementMigration;
    private final boolean stamped;
    private final long now;

    Reader(
        Compatibility.@Nullable Reader<N> namespaceMigration,
        Compatibility.@Nullable Reader<T> elementMigration,
        boolean stamped,
        long now) {
      this.namespaceMigration = namespaceMigration;
      this.elementMigration = elementMigration;
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
      boolean anew = probe.inserted || entry.operation() == Operation.PUT;
      Object list = anew ? elements.create(Versions.RESTORED) : list(page, probe.slot);
      layout.structure(
          page,
          probe.slot,
          elements.read(list, entry.value(), elementMigration, stamped, now, versions));
    }
  }
}
