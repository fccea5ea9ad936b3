/**
 * The native snapshot format {@code rocksdb-runs} (docs/FORMAT-RUNS.md): sorted runs, bases, the
 * chain that they make, and its folding. {@link io.tidemark.rocksdb.runs.ChainLog} is what a store
 * keeps of it; {@link io.tidemark.rocksdb.runs.ChainWriter} and {@link
 * io.tidemark.rocksdb.runs.StoreFill} write and read snapshots.
 *
 * <p>Only this backend calls it. {@code ChainLog} may be called from any thread; chains, pieces and
 * files are immutable; everything else belongs to one thread.
 */
@NullMarked
package io.tidemark.rocksdb.runs;

import org.jspecify.annotations.NullMarked;
