/**
 * Watches RocksDB's native objects over all tests of the module: each must be closed when the class
 * that made it ends. {@link io.tidemark.rocksdb.leaks.NativeLeakCheck} is put in by the service
 * loader; any thread may make objects.
 */
@org.jspecify.annotations.NullMarked
package io.tidemark.rocksdb.leaks;
