package io.tidemark.memory;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the identities that were removed from a captured key group since a base and did not
 * come back, each once.
 */
final class RemovedCursor {

  private final CapturedGroup group;
  private final Layout layout;
  private final Layout removedLayout;
  private final int base;
  private final Probe probe = new Probe();
  private int batch = -1;
  private @Nullable EntryCursor cursor;

  /**
   * Begins before the first identity.
   *
   * @param base identities that were removed before its end, and not again, are left out
   */
  RemovedCursor(CapturedGroup group, Layout layout, Layout removedLayout, int base) {
    this.group = group;
    this.layout = layout;
    this.removedLayout = removedLayout;
    this.base = base;
  }

  /** Moves to the next identity; false if there is none. */
  boolean next() {
    while (true) {
      while (cursor == null || !cursor.next()) {
        if (++batch >= group.removed().size()) {
          return false;
        }
        PageDirectory identities = group.removed().get(batch).identities();
        cursor = new EntryCursor(identities, base);
      }
      removedLayout.aimAtRow(probe, cursor.page(), cursor.slot());
      if (group.isGone(probe, layout) && !group.isRepeated(probe, batch, removedLayout)) {
        return true;
      }
    }
  }

  Page page() {
    return current().page();
  }

  int slot() {
    return current().slot();
  }

  private EntryCursor current() {
    return Objects.requireNonNull(cursor, "next() was not called");
  }
}
