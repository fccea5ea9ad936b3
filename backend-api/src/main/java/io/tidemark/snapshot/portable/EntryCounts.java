package io.tidemark.snapshot.portable;

import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;

/** How many entries a blob has in a range of its key groups, by its index. Immutable. */
final class EntryCounts {

  private final BlobIndex index;
  private final KeyGroupRange keyGroups;
  private final long[] ofStates;

  EntryCounts(StoreSchema schema, BlobIndex index, KeyGroupRange keyGroups) {
    this.index = index;
    this.keyGroups = keyGroups;
    ofStates = new long[schema.states().size()];
    int end = index.endSection(keyGroups);
    for (int section = index.firstSection(keyGroups.first()); section < end; section++) {
      ofStates[index.state(section)] += index.entries(section);
    }
  }

  /** Those of a state in the whole range. */
  long of(int state) {
    return ofStates[state];
  }

  /** Those of a state in one key group. */
  long of(int state, int keyGroup) {
    long count = 0;
    if (keyGroups.contains(keyGroup)) {
      int end = index.firstSection(keyGroup + 1);
      for (int section = index.firstSection(keyGroup); section < end; section++) {
        count += index.state(section) == state ? index.entries(section) : 0;
      }
    }
    return count;
  }
}
