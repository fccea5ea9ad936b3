package io.tidemark.runtime.channel;

import java.util.TreeSet;

/**
 * Checkpoints whose barriers mean nothing any more to a subtask: those that it has taken part in,
 * everything older, and those that were aborted.
 */
final class EndedCheckpoints {

  /** Barriers of ones that were aborted longer ago than this are not on their way any more. */
  private static final int ABORTED = 1000;

  private final TreeSet<Long> aborted = new TreeSet<>();
  private long newestDone = Long.MIN_VALUE;

  boolean contains(long id) {
    return id <= newestDone || aborted.contains(id);
  }

  void done(long id) {
    newestDone = Math.max(newestDone, id);
    aborted.headSet(newestDone, true).clear();
  }

  /** Says nothing of older ones: a savepoint may still be under way. */
  void aborted(long id) {
    if (id > newestDone) {
      aborted.add(id);
      if (aborted.size() > ABORTED) {
        aborted.pollFirst();
      }
    }
  }
}
