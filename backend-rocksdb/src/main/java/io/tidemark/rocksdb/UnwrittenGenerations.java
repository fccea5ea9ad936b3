package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The generations of which the database may lack something: the frozen ones on their way into it,
 * and the current one. Belongs to the store's thread.
 */
final class UnwrittenGenerations {

  private final Generations generations;

  /** Numbered one by one. */
  private final List<Generation> frozen = new ArrayList<>();

  private Generation current;
  private long frozenBytes;
  private long askedFor;
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
    frozenBytes += last.heldBytes();
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

  /**
   * Has the generation that last changed an entry keep its content, because the entry is about to
   * be changed again.
   *
   * @param entry one whose generation is frozen and not written
   */
  void keep(Entry entry) {
    Generation last = frozen.get((int) (entry.generation - frozen.get(0).number));
    frozenBytes -= last.keep(entry);
  }

  /** The bytes of what the database may lack. */
  long bytes() {
    prune();
    return frozenBytes + current.bytes();
  }

  /** The number of the last frozen generation, or of a written one if there is none. */
  long lastFrozen() {
    return current.number - 1;
  }

  /** Has another thread write what is frozen, unless it was asked to already. */
  void writeFrozenLater() {
    long last = lastFrozen();
    if (last > askedFor) {
      askedFor = last;
      generations.writeLater(last);
    }
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
    while (!frozen.isEmpty() && frozen.get(0).number <= written) {
      frozenBytes -= frozen.remove(0).heldBytes();
    }
  }

  /** Lets go of everything. */
  void clear() {
    frozen.clear();
    frozenBytes = 0;
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
