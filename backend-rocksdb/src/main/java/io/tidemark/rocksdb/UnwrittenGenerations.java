package io.tidemark.rocksdb;

import java.util.ArrayList;
import java.util.List;

/**
 * The generations of which the database may lack something: the frozen ones on their way into it,
 * and the current one. Belongs to the store's thread.
 *
 * <p><b>Keeping.</b> A frozen generation that is not written is to be written as it was. So before
 * an entry of one is changed, the generation keeps its content. Where values are mutable, handing
 * one out counts as a change in this, though it makes nothing dirty.
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

  /** Whether the database may not have what a generation changed. */
  boolean has(long generation) {
    return generation > generations.written();
  }

  /** Whether the current generation has changed the entry. */
  boolean isCurrent(Entry entry) {
    return entry.generation == current.number;
  }

  /**
   * Makes an entry part of the current generation, of which it is not: it is about to be changed.
   *
   * @param stays whether the change begins with the value that the entry has
   */
  void take(Entry entry, boolean stays) {
    boolean known = entry.generation > 0;
    boolean kept = !mayChange(entry);
    if (kept) {
      keep(entry, stays);
    }
    current.add(entry);
    current.addBytes(entry.weight);
    if (known) {
      entry.fresh = !entry.present;
    }
    entry.column.begin(entry, kept);
  }

  /** Makes the entry's value one that its user may change, though it is not made dirty by that. */
  void own(Entry entry) {
    if (!mayChange(entry)) {
      keep(entry, true);
    }
  }

  /** Whether no frozen generation still needs the content that the entry has. */
  private boolean mayChange(Entry entry) {
    return entry.kept || isCurrent(entry) || !has(entry.generation);
  }

  /**
   * Has the entry's generation keep its content, of which the value may stay for the entry, too.
   */
  private void keep(Entry entry, boolean stays) {
    Generation last = frozen.get((int) (entry.generation - frozen.get(0).number));
    Object value = stays ? entry.column.detached(entry) : null;
    frozenBytes -= last.keep(entry);
    if (stays) {
      entry.value = value;
    }
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

  /** Those that are not written yet, the newest last. */
  List<Generation> all() {
    prune();
    List<Generation> all = new ArrayList<>(frozen);
    all.add(current);
    return all;
  }
}
