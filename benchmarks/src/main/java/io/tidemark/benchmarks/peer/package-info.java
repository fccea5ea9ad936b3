/**
 * What a system has to offer to be measured: {@link io.tidemark.benchmarks.peer.PeerProvider} →
 * {@link io.tidemark.benchmarks.peer.Peer}, with side interfaces for what it can do.
 *
 * <p>An adapter translates calls and nothing else; what is measured is the system with the settings
 * that its users get, or that its documentation recommends. Workloads see nothing but this package.
 *
 * <p>Threads: a peer and what it gives out belong to the one thread that measures. Only {@link
 * io.tidemark.benchmarks.peer.Capture#write} may run on another.
 */
@NullMarked
package io.tidemark.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
