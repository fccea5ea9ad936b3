package io.tidemark.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state as a capture has it. Immutable as long as its version is pinned.
 *
 * @param form how the entries look
 * @param firstKeyGroup the key group of the first directory
 * @param groups the directories by key group
 * @param removed what was removed since the capture's base, by key group
 */
@SuppressWarnings("ArrayRecordComponent")
record CapturedTable(
    EntryForm form,
    int firstKeyGroup,
    @Nullable PageDirectory[] groups,
    List<List<Removals.Batch>> removed) {

  CapturedGroup group(int keyGroup) {
    int position = keyGroup - firstKeyGroup;
    return new CapturedGroup(groups[position], removed.get(position));
  }

  /** How many entries a key group has; a list or a map is one. */
  int size(int keyGroup) {
    PageDirectory group = groups[keyGroup - firstKeyGroup];
    return group == null ? 0 : group.size();
  }
}
