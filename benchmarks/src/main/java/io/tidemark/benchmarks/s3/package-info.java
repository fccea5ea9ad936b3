/**
 * Blobs on an S3 server: Tidemark's storage, what the AWS SDKs alone can do, and the server.
 *
 * <p>{@link io.tidemark.benchmarks.s3.S3Peers} makes the peers, {@link
 * io.tidemark.benchmarks.s3.S3Server} is the main class of the server's process. Threads: as {@link
 * io.tidemark.benchmarks.peer} says; a peer uses threads of its own.
 */
@NullMarked
package io.tidemark.benchmarks.s3;

import org.jspecify.annotations.NullMarked;
