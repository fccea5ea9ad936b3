package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/** Timers, of which the whole row is the identity. */
final class TimerForm<K, N> implements EntryForm {

  private final StateSchema schema;
  private final Layout layout;
  private final Identities<K, N> identities;
  private final Serializer<N> namespaces;

  TimerForm(String name, Serializer<K> keys, Serializer<N> namespaces) {
    this.namespaces = namespaces;
    schema =
        new StateSchema(
            name,
            StateKind.TIMERS,
            namespaces.description(),
            null,
            TypeDescription.Scalar.UNIT,
            false);
    layout = Layout.ofTimers(Layout.Part.of(keys), Layout.Part.ofNamespace(namespaces));
    identities = new Identities<>(layout, keys, namespaces);
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
    return layout;
  }

  @Override
  public Identities<K, N> identities() {
    return identities;
  }

  @Override
  public boolean isLive(Page page, int slot, long now) {
    return true;
  }

  @Override
  public void writeAll(PageDirectory entries, long now, int state, EntryWriter out) {
    writePuts(entries, EntryCursor.EVERYTHING, state, out);
  }

  @Override
  public void writeChanges(CapturedGroup group, int base, int state, EntryWriter out) {
    PageDirectory entries = group.entries();
    if (entries != null && entries.version() > base) {
      writePuts(entries, base, state, out);
    }
    RemovedCursor gone = new RemovedCursor(group, layout, layout, base);
    boolean begun = false;
    while (gone.next()) {
      if (!begun) {
        out.section(state, Operation.DELETE);
        begun = true;
      }
      writeTimer(gone.page(), gone.slot(), out);
    }
  }

  @Override
  public void removeExpired(StateTable<?> table, int group, long position, long round, long now) {}

  @Override
  public boolean canBuildOn(StateSchema written) {
    return written.namespace().equals(schema.namespace());
  }

  @Override
  public EntryReader reader(StateSchema written, long now) {
    Compatibility.@Nullable Reader<N> migration =
        SchemaCheck.migration(schema.name(), "namespace", written.namespace(), namespaces);
    Versions versions = Versions.restoring();
    Probe probe = new Probe();
    return (entry, target) -> {
      probe.time = entry.userKey().readLong() ^ Long.MIN_VALUE;
      identities.read(probe, entry.key(), entry.namespace(), migration);
      if (entry.operation() == Operation.DELETE) {
        target.remove(probe, layout, versions);
      } else {
        target.claim(probe, layout, versions);
      }
    };
  }

  private void writePuts(PageDirectory entries, int base, int state, EntryWriter out) {
    EntryCursor cursor = new EntryCursor(entries, base);
    boolean begun = false;
    while (cursor.next()) {
      if (!begun) {
        out.section(state, Operation.PUT);
        begun = true;
      }
      writeTimer(cursor.page(), cursor.slot(), out);
    }
  }

  private void writeTimer(Page page, int slot, EntryWriter out) {
    identities.write(page, slot, out);
    out.timestamp(layout.time(page, slot));
    out.endEntry();
  }
}
