package io.tidemark.rocksdb.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds what was read from files by the clock algorithm: what was not used since the hand last
 * came by is forgotten first. Belongs to one thread.
 */
final class ClockCache {

  /** The steps of one shrinking, which must not take long. */
  private static final int STEPS_AT_ONCE = 1 << 12;

  private final LongSupplier capacity;
  private final List<Cached> ring = new ArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private int hand;

  /**
   * An empty cache.
   *
   * @param capacity the bytes that it may hold, asked each time something comes
   */
  ClockCache(LongSupplier capacity) {
    this.capacity = capacity;
  }

  /**
   * Holds one thing more, and forgets others for it.
   *
   * @return whether it is held: not if it alone would take more than everything may
   */
  boolean add(Cached newcomer) {
    long most = capacity.getAsLong();
    if (newcomer.weight > most) {
      return false;
    }
    while (bytes.getPlain() > most - newcomer.weight) {
      step();
    }
    addBytes(newcomer.weight);
    ring.add(newcomer);
    return true;
  }

  /** Whether something of {@code weight} bytes could be held. */
  boolean mayHold(int weight) {
    return weight <= capacity.getAsLong();
  }

  /** Forgets some of what is more than there may be by now. */
  void shrink() {
    for (int left = STEPS_AT_ONCE; left > 0 && bytes.getPlain() > capacity.getAsLong(); left--) {
      step();
    }
  }

  /** The bytes of what is held. Any thread may ask. */
  long bytes() {
    return bytes.getOpaque();
  }

  /** Lets go of what nobody can come by any more. */
  void prune() {
    ring.removeIf(
        held -> {
          boolean unreachable = held.isUnreachable();
          if (unreachable) {
            addBytes(-held.weight);
          }
          return unreachable;
        });
  }

  /** Forgets everything. */
  void clear() {
    ring.forEach(Cached::forget);
    ring.clear();
    bytes.setOpaque(0);
  }

  /** Looks at what is under the hand; if that goes, the last one takes its place. */
  private void step() {
    if (hand >= ring.size()) {
      hand = 0;
    }
    Cached held = ring.get(hand);
    if (held.used && !held.isUnreachable()) {
      held.used = false;
      hand++;
      return;
    }
    held.forget();
    addBytes(-held.weight);
    Cached last = ring.remove(ring.size() - 1);
    if (last != held) {
      ring.set(hand, last);
      hand++;
    }
  }

  private void addBytes(long more) {
    bytes.setOpaque(bytes.getPlain() + more);
  }
}
