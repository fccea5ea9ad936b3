/**
 * RocksDB's sorted files as they lie on disk, without RocksDB: {@link
 * io.tidemark.rocksdb.table.DirectReads} finds single values in the files of a database, and {@link
 * io.tidemark.rocksdb.table.TableWriter} writes files. What a {@code …Builder} builds is read by
 * the class that it names.
 *
 * <p>What is not known here is left to RocksDB. When files are read, these are other versions of
 * the format than ours, other checksums than CRC-32C, other compressions than LZ4 or none, other
 * indexes than the plain one, merges, and deletions of ranges; when they are written, whatever a
 * job's options ask for by RocksDB's own names.
 *
 * <p>For {@code io.tidemark.rocksdb} and its {@code runs} only. A reader and what it holds belong
 * to one thread; filters and indexes never change once they are made.
 */
@NullMarked
package io.tidemark.rocksdb.table;

import org.jspecify.annotations.NullMarked;
