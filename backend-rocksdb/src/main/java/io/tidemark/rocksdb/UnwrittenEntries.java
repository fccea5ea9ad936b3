package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries that unwritten generations changed, as walks want them: in the order of their keys,
 * each once. Belongs to the store's thread.
 */
final class UnwrittenEntries {

  private final UnwrittenGenerations generations;

  UnwrittenEntries(UnwrittenGenerations generations) {
    this.generations = generations;
  }

  /** Makes an entry of a map findable by what its key begins with, while it is not written. */
  void index(Prefix prefix, Entry entry) {
    generations.current().index(prefix, entry);
    entry.indexed = true;
  }

  /** Those of the map whose keys begin with {@code prefix}. */
  Entry[] under(Prefix prefix) {
    return onceInOrder(found(prefix));
  }

  /** Those of them from the key {@code from} on, so that no others are put in order. */
  Entry[] under(Prefix prefix, byte[] from) {
    List<Entry> found = found(prefix);
    found.removeIf(entry -> Arrays.compareUnsigned(entry.key, from) < 0);
    return onceInOrder(found);
  }

  /** Those of a column in one key group from a key on. */
  Entry[] inColumn(int keyGroup, long tag, byte[] from) {
    List<Entry> found = new ArrayList<>();
    for (Generation generation : generations.all()) {
      for (int slot = 0; slot < generation.size(); slot++) {
        Entry entry = generation.get(slot);
        if (entry.column.tag() == tag
            && KeyLayout.keyGroup(entry.key) == keyGroup
            && Arrays.compareUnsigned(entry.key, from) >= 0) {
          found.add(entry);
        }
      }
    }
    return onceInOrder(found);
  }

  private List<Entry> found(Prefix prefix) {
    List<Entry> found = new ArrayList<>();
    generations.all().forEach(generation -> found.addAll(generation.under(prefix)));
    return found;
  }

  /** Each entry once, whatever number of generations changed it; a key has one entry only. */
  private static Entry[] onceInOrder(List<Entry> found) {
    Entry[] sorted = found.toArray(new Entry[0]);
    Arrays.sort(sorted, (left, right) -> Arrays.compareUnsigned(left.key, right.key));
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (kept == 0 || sorted[kept - 1] != sorted[i]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }
}
