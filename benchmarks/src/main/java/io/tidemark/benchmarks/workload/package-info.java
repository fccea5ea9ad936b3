/**
 * What is done to each peer: JMH benchmarks over {@link io.tidemark.benchmarks.peer} alone.
 *
 * <p>Each class holds the benchmarks of one kind; {@link
 * io.tidemark.benchmarks.workload.MeasuredPeer} is what they share. Several processes, each with
 * another peer, run the same benchmark at once and take {@link
 * io.tidemark.benchmarks.workload.Turns}: in a measured iteration only one of them does anything.
 *
 * <p>Threads: JMH's one measuring thread, and the one that writes a snapshot beside it where a
 * benchmark says so.
 */
@NullMarked
package io.tidemark.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
