/**
 * Kafka Streams as a peer: its key-value stores, as a processor gets them.
 *
 * <p>{@link io.tidemark.benchmarks.kafka.KafkaPeers} makes them. Threads: as {@link
 * io.tidemark.benchmarks.peer} says.
 */
@NullMarked
package io.tidemark.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
