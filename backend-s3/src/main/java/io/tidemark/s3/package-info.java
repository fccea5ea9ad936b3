/**
 * Snapshot storage on Amazon S3 and servers that are compatible with it, on scheme {@code s3:}: a
 * blob is the object of its name under the root's prefix.
 *
 * <p>The entry types are {@link io.tidemark.s3.S3StorageFactory} and {@link
 * io.tidemark.s3.S3Options}, which {@link java.util.ServiceLoader} finds; nobody else calls
 * anything here. The storage stands on one narrow port, {@link io.tidemark.s3.ObjectClient}; each
 * vendor's client is behind an implementation of it, and what is true of all requests (metrics,
 * retries, pacing) is an implementation around another one.
 *
 * <p>Storages and clients may be called from any number of threads and processes; a writer or a
 * reader belongs to one thread at a time. Parts are sent and fetched ahead on threads that the
 * storage owns, and everything else on the caller's.
 */
@NullMarked
package io.tidemark.s3;

import org.jspecify.annotations.NullMarked;
