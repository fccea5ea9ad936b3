package io.tidemark.rocksdb.runs;

import org.jspecify.annotations.Nullable;

/**
 * A piece that was folded.
 *
 * @param piece its position
 * @param base its new base, or null where nothing is live and nothing has to be deleted
 */
record Fold(int piece, @Nullable ChainFile base) {}
