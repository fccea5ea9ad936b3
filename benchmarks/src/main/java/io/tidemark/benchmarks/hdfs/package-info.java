/**
 * Files on HDFS: what Hadoop's client alone can do, and the cluster.
 *
 * <p>{@link io.tidemark.benchmarks.hdfs.HdfsPeers} makes the peer, {@link
 * io.tidemark.benchmarks.hdfs.HdfsServer} is the main class of the cluster's process. Threads: as
 * {@link io.tidemark.benchmarks.peer} says; the peer uses threads of its own.
 */
@NullMarked
package io.tidemark.benchmarks.hdfs;

import org.jspecify.annotations.NullMarked;
