package io.tidemark.runtime.connector;

/**
 * What the attempt that ended last did for snapshots that were not published, nor will be: no
 * snapshot names it. Of other attempts nobody knows that much: a snapshot of theirs may lie under
 * another root. Immutable.
 *
 * @param attempt the name of that attempt; empty if this process has made none on the job
 * @param newestSnapshot it was not tried to publish a snapshot of that attempt with a larger id
 */
public record Unpublished(String attempt, long newestSnapshot) {

  /** Nothing is known to be unpublished. */
  public static final Unpublished NOTHING = new Unpublished("", 0);

  /** Whether what the attempt of this name did for its snapshot with this id is unpublished. */
  public boolean includes(String name, long snapshotId) {
    return attempt.equals(name) && snapshotId > newestSnapshot;
  }
}
