package io.tidemark.runtime.operator;

import io.tidemark.runtime.function.TimeWindow;
import io.tidemark.spi.KeyedStore;
import io.tidemark.state.ListState;
import io.tidemark.state.StateDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The windows in flight of each key, none of which overlaps another: one that would is merged with
 * those it meets.
 */
final class MergingWindows {

  /** Moves what is kept for some windows to the one that covers them. */
  interface Merge {
    void merge(TimeWindow merged, Collection<TimeWindow> parts);
  }

  private final ListState<TimeWindow> windows;

  MergingWindows(KeyedStore<?> store) {
    windows = store.state(StateDescriptor.list("windows", TimeWindow.SERIALIZER));
  }

  /** The window of the current key that covers {@code window}, after merging all that it meets. */
  TimeWindow add(TimeWindow window, Merge merge) {
    List<TimeWindow> apart = new ArrayList<>();
    List<TimeWindow> met = new ArrayList<>();
    TimeWindow merged = window;
    for (TimeWindow other : windows.get()) {
      if (other.touches(window)) {
        met.add(other);
        merged = merged.cover(other);
      } else {
        apart.add(other);
      }
    }
    if (met.size() == 1 && met.get(0).equals(merged)) {
      return merged;
    }
    if (!met.isEmpty()) {
      merge.merge(merged, met);
    }
    apart.add(merged);
    windows.update(apart);
    return merged;
  }

  void remove(TimeWindow window) {
    List<TimeWindow> rest = new ArrayList<>(windows.get());
    if (rest.remove(window)) {
      windows.update(rest);
    }
  }
}
