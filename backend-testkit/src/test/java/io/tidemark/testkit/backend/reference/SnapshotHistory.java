package io.tidemark.testkit.backend.reference;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which snapshot the next increment builds on: the newest that was completed, and no other. */
public class SnapshotHistory {

  private final NavigableMap<Long, Base> written = new TreeMap<>();
  private long baseId = Long.MIN_VALUE;
  private @Nullable Base base;

  synchronized @Nullable Base base() {
    return base;
  }

  synchronized void restored(Base from) {
    base = from;
  }

  /** A snapshot was written that others may build on. */
  synchronized void written(long id, Base as) {
    written.put(id, as);
  }

  synchronized void completed(long id) {
    Base completed = written.remove(id);
    if (completed != null && id > baseId) {
      baseId = id;
      base = completed;
    }
  }

  synchronized void discarded(long id) {
    written.remove(id);
  }
}
