package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Engine;
import io.tidemark.spi.BackendContext;
import io.tidemark.spi.ParallelWork;

/**
 * What the stores of a backend share.
 *
 * @param context the engine's surroundings
 * @param engine RocksDB's caches and options
 * @param budget divides the memory among the stores
 * @param work moves files and writes runs
 */
record BackendParts(
    BackendContext context, Engine engine, MemoryBudget budget, ParallelWork work) {}
