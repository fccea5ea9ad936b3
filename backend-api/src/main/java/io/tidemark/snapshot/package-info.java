/**
 * Snapshots as bytes: the portable format, the manifest, and the repository that publishes, lists,
 * verifies, retains, collects and copies them over any storage.
 *
 * <p>Backends call the portable format's writer and reader; engines and tools call the repository.
 * Nothing here is known to {@code io.tidemark.spi}.
 */
@NullMarked
package io.tidemark.snapshot;

import org.jspecify.annotations.NullMarked;
