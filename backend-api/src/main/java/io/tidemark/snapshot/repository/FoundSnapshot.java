package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import io.tidemark.spi.StoredBlob;
import java.util.Optional;

/**
 * A published snapshot, as a listing finds it.
 *
 * @param location where it lies
 * @param id its id, as its name has it; 0 if only its manifest would say
 * @param snapshot what it holds, unless its manifest cannot be read
 * @param damage what is known to be wrong with it
 * @param late whether its coordinator published it when it had already been succeeded, so that it
 *     is no part of the job's history
 * @param blob its manifest's blob
 */
public record FoundSnapshot(
    SnapshotLocation location,
    long id,
    Optional<StoredSnapshot> snapshot,
    Optional<TidemarkException> damage,
    boolean late,
    StoredBlob blob) {

  FoundSnapshot withDamage(TidemarkException newDamage) {
    return new FoundSnapshot(location, id, snapshot, Optional.of(newDamage), late, blob);
  }

  FoundSnapshot asLate(boolean isLate) {
    return new FoundSnapshot(location, id, snapshot, damage, isLate, blob);
  }
}
