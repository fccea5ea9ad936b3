package io.tidemark.snapshot.repository;

import io.tidemark.TidemarkException;
import java.util.Optional;

/**
 * A published snapshot, as a listing finds it.
 *
 * @param location where it lies
 * @param id its id, as its name has it; 0 if only its manifest would say
 * @param snapshot what it holds, unless its manifest cannot be read
 * @param damage why it cannot
 */
public record FoundSnapshot(
    SnapshotLocation location,
    long id,
    Optional<StoredSnapshot> snapshot,
    Optional<TidemarkException> damage) {}
