package io.tidemark.rocksdb.table;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Things in a ring, around which a hand goes. Whether each was used since the hand last came by is
 * noted beside the ring, so that going around looks at no thing but those that are to go: they lie
 * anywhere in memory, and each look would wait for it.
 */
final class ClockRing {

  private static final int PLACES_AT_LEAST = 16;

  private final AtomicLong total;
  private @Nullable Cached[] things = new Cached[PLACES_AT_LEAST];
  private boolean[] used = new boolean[PLACES_AT_LEAST];

  private int end;
  private int hand;
  private long bytes;

  /**
   * An empty ring.
   *
   * @param total counts the bytes of this ring among others
   */
  ClockRing(AtomicLong total) {
    this.total = total;
  }

  /** The bytes of what is held. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return end == 0;
  }

  /** Holds one thing more. */
  void add(Cached newcomer, boolean isUsed) {
    int place = end++;
    if (place == things.length) {
      things = Arrays.copyOf(things, 2 * place);
      used = Arrays.copyOf(used, 2 * place);
    }
    things[place] = newcomer;
    used[place] = isUsed;
    newcomer.ring = this;
    newcomer.place = place;
    addBytes(newcomer.weight);
  }

  /** Holds a thing no more, and the last one in its place: so the hand never comes to gaps. */
  void remove(Cached thing) {
    int place = thing.place;
    Cached last = Objects.requireNonNull(things[--end]);
    things[place] = last;
    used[place] = used[end];
    last.place = place;
    things[end] = null;
    used[end] = false;
    thing.ring = null;
    addBytes(-thing.weight);
  }

  private void addBytes(long more) {
    bytes += more;
    total.setOpaque(total.getPlain() + more);
  }

  /** Notes that what is at a place is of use. */
  void use(int place) {
    used[place] = true;
  }

  /**
   * Moves the hand on to the next thing, of a ring that is not empty. It is dropped if it was not
   * used since the hand last came by.
   *
   * @return whether it is dropped
   */
  boolean dropNext() {
    int place = hand < end ? hand : 0;
    if (used[place]) {
      used[place] = false;
      hand = place + 1;
      return false;
    }
    // What comes to its place is looked at next.
    hand = place;
    Objects.requireNonNull(things[place]).drop();
    return true;
  }

  /** Drops everything. */
  void clear() {
    while (end > 0) {
      Objects.requireNonNull(things[end - 1]).drop();
    }
  }
}
