package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The generations of which the database may lack something: the frozen ones on their way into it,
 * and the current one. Belongs to the store's thread.
 */
final class UnwrittenGenerations {

  private final Generations generations;
  private final Deque<Generation> frozen = new ArrayDeque<>();
  private Generation current;
  private long frozenSincePicture;

  UnwrittenGenerations(Generations generations) {
    this.generations = generations;
    this.current = new Generation(generations.written() + 1);
  }

  /** The generation that changes go to. */
  Generation current() {
    return current;
  }

  /**
   * Freezes what was changed so far, in constant time.
   *
   * @return the number of the last generation that holds a change
   */
  long freeze() {
    if (current.size() == 0) {
      return current.number - 1;
    }
    Generation last = current;
    current = new Generation(last.number + 1);
    frozen.add(last);
    generations.freeze(last);
    frozenSincePicture += last.bytes();
    return last.number;
  }

  /** Freezes for a picture, from which on {@link #changedSincePicture} counts. */
  long freezeForPicture() {
    long number = freeze();
    frozenSincePicture = 0;
    return number;
  }

  /** About how many bytes were changed since the last picture, an entry once a generation. */
  long changedSincePicture() {
    return frozenSincePicture + current.bytes();
  }

  /** Begins a new generation after one that the database got from elsewhere. */
  void skip() {
    current = new Generation(current.number + 1);
  }

  /** Lets go of what was written meanwhile. */
  void prune() {
    long written = generations.written();
    while (!frozen.isEmpty() && frozen.peek().number <= written) {
      frozen.remove();
    }
  }

  /** Lets go of everything. */
  void clear() {
    frozen.clear();
    current = new Generation(current.number);
  }

  /** The entries of maps whose keys begin with {@code prefix}; a key may come several times. */
  List<Entry> under(Prefix prefix) {
    prune();
    List<Entry> found = new ArrayList<>();
    frozen.forEach(generation -> found.addAll(generation.under(prefix)));
    found.addAll(current.under(prefix));
    return found;
  }

  /** The entries of a column in one key group from a key on; a key may come several times. */
  List<Entry> inColumn(int keyGroup, long tag, byte[] from) {
    prune();
    List<Entry> found = new ArrayList<>();
    frozen.forEach(generation -> addMatching(generation, keyGroup, tag, from, found));
    addMatching(current, keyGroup, tag, from, found);
    return found;
  }

  private static void addMatching(
      Generation generation, int keyGroup, long tag, byte[] from, List<Entry> found) {
    for (int i = 0; i < generation.size(); i++) {
      Entry entry = generation.get(i);
      if (entry.column.tag() == tag
          && KeyLayout.keyGroup(entry.key) == keyGroup
          && Arrays.compareUnsigned(entry.key, from) >= 0) {
        found.add(entry);
      }
    }
  }
}
