package io.tidemark.snapshot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What a coordinator writes to make an epoch its own.
 *
 * @param epoch the epoch's number, from 1
 * @param claimant made for this claim alone, so that a claim can be told from a rival's
 * @param at when, to the millisecond
 */
public record EpochClaim(long epoch, UUID claimant, Instant at) {

  public EpochClaim {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    if (epoch < 1 || at.toEpochMilli() < 0) {
      throw new IllegalArgumentException("No epoch " + epoch + " can be claimed at " + at);
    }
  }
}
