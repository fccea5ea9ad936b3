package io.tidemark.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a capture has of one key group of one state.
 *
 * @param entries the entries, null where there are none
 * @param removed what was removed since the capture's base, newest first
 */
record CapturedGroup(@Nullable PageDirectory entries, List<Removals.Batch> removed) {

  /** Whether a snapshot that has all changes must write the removal of the probe's identity. */
  boolean isGone(Probe probe, Layout layout) {
    return entries == null || entries.find(probe, layout) == null;
  }

  /** Whether a newer batch than that at {@code position} has the probe's identity as well. */
  boolean isRepeated(Probe probe, int position, Layout removedLayout) {
    for (int i = 0; i < position; i++) {
      if (removed.get(i).identities().find(probe, removedLayout) != null) {
        return true;
      }
    }
    return false;
  }
}
