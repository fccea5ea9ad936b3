/**
 * How a program sets what RocksDB's option strings cannot say: {@link
 * io.tidemark.rocksdb.tuning.NativeTuning}, the one place where this module shows RocksDB's types.
 *
 * <p>Programs implement it, the backend calls it while it is made, on one thread.
 */
@NullMarked
package io.tidemark.rocksdb.tuning;

import org.jspecify.annotations.NullMarked;
