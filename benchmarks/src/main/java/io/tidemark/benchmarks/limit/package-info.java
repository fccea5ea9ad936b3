/**
 * What cannot be beaten, as peers: a map of the JDK's, and RocksDB without anything around it.
 *
 * <p>{@link io.tidemark.benchmarks.limit.Limits} makes them. Threads: as {@link
 * io.tidemark.benchmarks.peer} says.
 */
@NullMarked
package io.tidemark.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
