package io.tidemark.memory;

import io.tidemark.serialization.Compatibility;
import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.Operation;
import io.tidemark.spi.SnapshotEntry;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a state's entries, and those that remember which entries were removed: the identities
 * are the same. Immutable.
 */
final class KeyedRows<K, N> {

  private final Layout layout;
  private final Layout removedLayout;
  private final Identities<K, N> identities;
  private final Identities<K, N> removed;
  private final Serializer<N> namespaces;

  KeyedRows(Serializer<K> keys, Serializer<N> namespaces, Layout layout, Layout removedLayout) {
    this.layout = layout;
    this.removedLayout = removedLayout;
    this.namespaces = namespaces;
    identities = new Identities<>(layout, keys, namespaces);
    removed = new Identities<>(removedLayout, keys, namespaces);
  }

  Layout layout() {
    return layout;
  }

  /** The rows that remember what was removed. */
  Layout removedLayout() {
    return removedLayout;
  }

  /** The keys and namespaces of the rows. */
  Identities<K, N> identities() {
    return identities;
  }

  /** Writes the identities that were removed after {@code base} ended and did not come back. */
  void writeRemoved(CapturedGroup group, int base, StateSections sections) {
    RemovedCursor gone = new RemovedCursor(group, layout, removedLayout, base);
    while (gone.next()) {
      EntryWriter out = sections.section(Operation.DELETE);
      removed.write(gone.page(), gone.slot(), out);
      out.endEntry();
    }
  }

  /**
   * Points a probe at a row that is {@code wanted}, of the page that holds the hashes like {@code
   * position}; false if there is none.
   */
  boolean aimAtAny(
      Probe probe, @Nullable PageDirectory entries, long position, RowCondition wanted) {
    Page page = entries == null ? null : entries.at(position);
    for (; page != null; page = page.next) {
      for (long rest = page.used(); rest != 0; rest &= rest - 1) {
        int slot = Long.numberOfTrailingZeros(rest);
        if (wanted.isMet(page, slot)) {
          layout.aimAtRow(probe, page, slot);
          return true;
        }
      }
    }
    return false;
  }

  /** A condition on the entry in a row. */
  @FunctionalInterface
  interface RowCondition {
    boolean isMet(Page page, int slot);
  }

  /**
   * A reader of identities that were written as {@code written} says.
   *
   * @throws io.tidemark.state.IncompatibleStateException if they cannot be read
   */
  IdentityReader reader(StateSchema written) {
    Compatibility.@Nullable Reader<N> migration =
        SchemaCheck.migration(written.name(), "namespace", written.namespace(), namespaces);
    return (probe, entry) -> identities.read(probe, entry, migration);
  }

  /** Points a probe at the identity of an entry that is in a snapshot. */
  @FunctionalInterface
  interface IdentityReader {
    void read(Probe probe, SnapshotEntry entry);
  }
}
