/**
 * Snapshot storage on Amazon S3 and servers that are compatible with it, on scheme {@code s3:}: a
 * blob is the object of its name under the root's prefix.
 *
 * <p>The entry type is {@link io.tidemark.s3.S3StorageFactory}, which {@link
 * java.util.ServiceLoader} finds; nobody else calls anything here. The storage, its writers and its
 * readers are here. They stand on one narrow port, {@link io.tidemark.s3.object.ObjectClient}: the
 * vendors' clients behind it are in {@code aws}, what is true of all requests is put around them by
 * {@code policy}, and {@code settings} reads the configuration.
 *
 * <p>Storages and clients may be called from any number of threads and processes; a writer or a
 * reader belongs to one thread at a time. Parts are sent and fetched ahead on threads that the
 * storage owns, and everything else on the caller's.
 */
@NullMarked
package io.tidemark.s3;

import org.jspecify.annotations.NullMarked;
