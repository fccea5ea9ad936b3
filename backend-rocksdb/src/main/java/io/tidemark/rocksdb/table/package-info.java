/**
 * RocksDB's sorted files as they lie on disk, read without RocksDB: {@link
 * io.tidemark.rocksdb.table.DirectReads} finds single values in the files of a database.
 *
 * <p>What is not known here is left to RocksDB: other versions of the format than ours, other
 * checksums than CRC-32C, other compressions than LZ4 or none, other indexes than the plain one,
 * merges, and deletions of ranges.
 *
 * <p>For {@code io.tidemark.rocksdb} only. A reader and what it holds belong to one thread; filters
 * and indexes never change once they are made.
 */
@NullMarked
package io.tidemark.rocksdb.table;

import org.jspecify.annotations.NullMarked;
