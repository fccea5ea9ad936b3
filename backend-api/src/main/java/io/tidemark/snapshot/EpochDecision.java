package io.tidemark.snapshot;

/**
 * What became of a claimed epoch: written once, by its coordinator when it starts, or by a later
 * one that found nothing decided.
 *
 * @param epoch the epoch's number
 * @param firstId the id from which the epoch began: no checkpoint of it has a lower one, and any of
 *     an earlier epoch that has this or a higher one came too late. 0 if the epoch never started,
 *     and never will
 */
public record EpochDecision(long epoch, long firstId) {

  public EpochDecision {
    if (epoch < 1 || firstId < 0) {
      throw new IllegalArgumentException(
          "Epoch " + epoch + " cannot begin from snapshot " + firstId);
    }
  }
}
