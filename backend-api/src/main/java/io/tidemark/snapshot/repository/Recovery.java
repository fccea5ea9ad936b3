package io.tidemark.snapshot.repository;

import java.util.List;
import java.util.Optional;

/**
 * What a recovery should restore.
 *
 * @param snapshot the newest checkpoint that is whole, empty if the job has none at all
 * @param skipped the newer ones that are not, the newest first, each with its {@linkplain
 *     FoundSnapshot#damage damage}
 */
public record Recovery(Optional<StoredSnapshot> snapshot, List<FoundSnapshot> skipped) {

  public Recovery {
    skipped = List.copyOf(skipped);
  }

  /** Whether an older checkpoint stands in for a newer one. */
  public boolean fellBack() {
    return !skipped.isEmpty();
  }
}
