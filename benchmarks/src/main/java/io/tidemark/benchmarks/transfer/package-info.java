/**
 * How peers that move blobs do several at a time.
 *
 * <p>A {@link io.tidemark.benchmarks.transfer.Transfers} belongs to the one thread that measures,
 * which waits for its threads.
 */
@NullMarked
package io.tidemark.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
