package io.tidemark.rocksdb;

import io.tidemark.rocksdb.engine.Database;
import io.tidemark.rocksdb.runs.ChainLog;
import io.tidemark.rocksdb.runs.LocalCopies;
import io.tidemark.rocksdb.runs.RunFiles;

/**
 * What a store has on its disk.
 *
 * @param database what can be read
 * @param runs where runs are written
 * @param log the runs that later snapshots build on
 * @param copies where files are left to the store that follows
 */
record StoreFiles(Database database, RunFiles runs, ChainLog log, LocalCopies.OfStore copies) {}
