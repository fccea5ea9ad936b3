/**
 * Tidemark as a peer among others: its state backends with their defaults, driven as the runtime
 * drives them.
 *
 * <p>{@link io.tidemark.benchmarks.tidemark.TidemarkPeers} makes them. Threads: as {@link
 * io.tidemark.benchmarks.peer} says.
 */
@NullMarked
package io.tidemark.benchmarks.tidemark;

import org.jspecify.annotations.NullMarked;
