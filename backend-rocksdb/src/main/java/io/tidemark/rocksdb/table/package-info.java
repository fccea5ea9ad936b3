/**
 * RocksDB's sorted files as they lie on disk, read without RocksDB.
 *
 * <p>What is read here never changes once it is made, and any thread may read it.
 */
@NullMarked
package io.tidemark.rocksdb.table;

import org.jspecify.annotations.NullMarked;
