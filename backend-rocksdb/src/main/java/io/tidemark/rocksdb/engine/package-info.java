/**
 * RocksDB as the backend needs it: a {@link io.tidemark.rocksdb.engine.Database} that is filled by
 * sorted files only, and the writer of such files. The entry type is {@link
 * io.tidemark.rocksdb.engine.Engine}.
 *
 * <p>Only this backend calls it. A database may be read and filled by any number of threads; who
 * uses it from a thread other than its owner's does so {@linkplain
 * io.tidemark.rocksdb.engine.Database#whileOpen while it is open}. Scans and file writers belong to
 * one thread.
 */
@NullMarked
package io.tidemark.rocksdb.engine;

import org.jspecify.annotations.NullMarked;
