/**
 * Apache Flink as a peer: its keyed state backends, driven as its own tasks drive them.
 *
 * <p>{@link io.tidemark.benchmarks.flink.FlinkPeers} makes them. Threads: as {@link
 * io.tidemark.benchmarks.peer} says.
 */
@NullMarked
package io.tidemark.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
