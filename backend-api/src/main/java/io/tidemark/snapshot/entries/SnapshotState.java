package io.tidemark.snapshot.entries;

import io.tidemark.serialization.TypeDescription;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.spi.StateSchema;
import org.jspecify.annotations.Nullable;

/**
 * One state of a snapshot, with its newest types.
 *
 * @param id which
 * @param key the type of its keys; for operator state, of the positions in a list
 * @param schema its other types
 * @param mode how operator state is dealt out, null for keyed state
 */
public record SnapshotState(
    StateId id, TypeDescription key, StateSchema schema, @Nullable OperatorStateMode mode) {}
