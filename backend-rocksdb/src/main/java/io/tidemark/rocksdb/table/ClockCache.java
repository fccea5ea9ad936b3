package io.tidemark.rocksdb.table;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds what was read from files by the clock algorithm: what was not used since a hand last came
 * by goes first. Belongs to one thread.
 *
 * <p>Blocks of entries go before the guides that lead to them, that is before indexes and filters:
 * where keys are spread over a state much larger than the memory, a block is hardly ever used
 * again, and a guide leads to a hundred blocks. But blocks keep a part of the room, and whenever
 * something comes and a block is found that was used again, the next guide has to have been, too.
 */
final class ClockCache {

  /** The part of the room that blocks have whatever guides need: one of so many. */
  private static final int BLOCKS_PART = 16;

  /** The steps of one shrinking, which must not take long. */
  private static final int STEPS_AT_ONCE = 1 << 12;

  private final LongSupplier capacity;
  private final AtomicLong bytes = new AtomicLong();
  private final ClockRing guides = new ClockRing(bytes);
  private final ClockRing blocks = new ClockRing(bytes);

  /**
   * An empty cache.
   *
   * @param capacity the bytes that it may hold, asked each time something comes
   */
  ClockCache(LongSupplier capacity) {
    this.capacity = capacity;
  }

  /**
   * Holds a part of an index or a filter, or an open file, and drops others for it; or drops it, if
   * it alone would take more than everything may.
   *
   * @return whether it is held
   */
  boolean addGuide(Cached guide) {
    return add(guide, guides, true);
  }

  /** Holds a block as {@link #addGuide} does a guide. If it is not used again, it soon goes. */
  boolean addBlock(Cached block) {
    return add(block, blocks, false);
  }

  private boolean add(Cached newcomer, ClockRing ring, boolean used) {
    long most = capacity.getAsLong();
    if (newcomer.weight > most) {
      newcomer.drop();
    }
    boolean usedAgain = false;
    while (!newcomer.isDropped() && bytes.getPlain() > most - newcomer.weight) {
      usedAgain |= !step(most);
    }
    if (usedAgain && !guides.isEmpty()) {
      // One for each newcomer, so that guides have the time to be used, too.
      guides.dropNext();
    }
    // What led to it may have had to make room.
    if (!newcomer.isDropped()) {
      ring.add(newcomer, used);
    }
    return !newcomer.isDropped();
  }

  /** Whether something of {@code weight} bytes could be held. */
  boolean mayHold(int weight) {
    return weight <= capacity.getAsLong();
  }

  /** Drops some of what is more than there may be by now. */
  void shrink() {
    long most = capacity.getAsLong();
    for (int left = STEPS_AT_ONCE; left > 0 && bytes.getPlain() > most; left--) {
      step(most);
    }
  }

  /** The bytes of what is held. Any thread may ask. */
  long bytes() {
    return bytes.getOpaque();
  }

  /** Drops everything. */
  void clear() {
    guides.clear();
    blocks.clear();
  }

  /** Moves a hand on. Returns false if it finds a block that was used again. */
  private boolean step(long most) {
    if (blocks.bytes() > most / BLOCKS_PART || guides.isEmpty()) {
      return blocks.dropNext();
    }
    guides.dropNext();
    return true;
  }
}
