/**
 * The state backend {@code rocksdb}: keyed state larger than memory, with incremental snapshots.
 * {@link io.tidemark.rocksdb.RocksDbStateBackendFactory} is found by its name and is the only type
 * that others need.
 *
 * <p>A store and its states belong to one thread at a time. What several threads share is in {@link
 * io.tidemark.rocksdb.Generations} (frozen changes on their way into the database), in {@code
 * runs.ChainLog} and in {@code engine.Database}.
 */
@NullMarked
package io.tidemark.rocksdb;

import org.jspecify.annotations.NullMarked;
