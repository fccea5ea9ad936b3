/**
 * A store for S3Proxy, for {@link io.tidemark.benchmarks.s3.S3Server}. The package has this name
 * because S3Proxy finds out by it what a store can do: without it, it refuses conditional writes.
 */
@NullMarked
package io.tidemark.benchmarks.s3.nio2blob;

import org.jspecify.annotations.NullMarked;
