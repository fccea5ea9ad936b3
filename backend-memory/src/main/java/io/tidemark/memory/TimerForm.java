package io.tidemark.memory;

import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;

/** Timers, of which the whole row is the identity. */
final class TimerForm<K, N> implements EntryForm {

  private final StateSchema schema;
  private final KeyedRows<K, N> rows;

  TimerForm(String name, Serializer<K> keys, Serializer<N> namespaces) {
    schema =
        new StateSchema(
            name,
            StateKind.TIMERS,
            namespaces.description(),
            null,
            TypeDescription.Scalar.UNIT,
            false);
    Layout layout = Layout.ofTimers(Part.of(keys), Part.ofNamespace(namespaces));
    rows = new KeyedRows<>(keys, namespaces, layout, layout);
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
    return true;
  }

  @Override
  public void writeAll(PageDirectory entries, long now, StateSections sections) {
    writePuts(entries, EntryCursor.EVERYTHING, sections);
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, StateSections sections) {
    PageDirectory entries = group.entries();
    if (entries != null && entries.version() > base) {
      writePuts(entries, base, sections);
    }
    rows.writeRemoved(group, base, sections);
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {}

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace());
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    KeyedRows.IdentityReader identities = rows.reader(written);
    Versions versions = Versions.restoring();
    Probe probe = new Probe();
    return (entry, target) -> {
      identities.read(probe, entry);
      if (entry.operation() == Operation.DELETE) {
        target.remove(probe, rows.layout(), versions);
      } else {
        target.claim(probe, rows.layout(), versions);
      }
    };
  }

  private void writePuts(PageDirectory entries, int base, StateSections sections) {
    EntryCursor cursor = new EntryCursor(entries, base);
    while (cursor.next()) {
      EntryWriter out = sections.section(Operation.PUT);
      rows.identities().write(cursor.page(), cursor.slot(), out);
      out.endEntry();
    }
  }
}
