package io.tidemark.memory;

import io.tidemark.snapshot.portable.EntryWriter;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;
import java.util.List;

/**
 * All states of a store as they were when it was captured.
 *
 * @param keyGroups the key groups of the store
 * @param schema the types of all states; those of {@code tables} come first, in their order
 * @param tables the states that were opened
 * @param unopened what was restored and never opened, oldest first
 * @param removed how many removed identities are remembered
 * @param now when it was captured, for what expires
 */
record CapturedStore(
    KeyGroupRange keyGroups,
    StoreSchema schema,
    List<CapturedTable> tables,
    List<RestoredStates.Unopened> unopened,
    long removed,
    long now) {

  /** How many entries a key group has in the states that were opened. */
  long size(int keyGroup) {
    long size = 0;
    for (CapturedTable table : tables) {
      size += table.size(keyGroup);
    }
    return size;
  }

  /** How many entries there are, opened or not; deletions in what was restored count as well. */
  long size() {
    long size = 0;
    for (int keyGroup = keyGroups.first(); keyGroup <= keyGroups.last(); keyGroup++) {
      size += size(keyGroup);
    }
    for (RestoredStates.Unopened part : unopened) {
      for (int state : part.states()) {
        size += part.blob().entryCount(state);
      }
    }
    return size;
  }

  /** Writes all that the opened states have in a key group. */
  void writeAll(int keyGroup, EntryWriter out) {
    for (int state = 0; state < tables.size(); state++) {
      CapturedTable table = tables.get(state);
      PageDirectory entries = table.group(keyGroup).entries();
      if (entries != null) {
        table.form().writeAll(entries, now, new StateSections(state, out));
      }
    }
  }

  /** Writes what changed in a key group after {@code base} ended. */
  void writeChanges(int keyGroup, int base, EntryWriter out) {
    for (int state = 0; state < tables.size(); state++) {
      CapturedTable table = tables.get(state);
      table.form().writeChanges(table.group(keyGroup), base, new StateSections(state, out));
    }
  }
}
