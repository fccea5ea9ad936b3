/**
 * Snapshot storage on local files, on scheme {@code file:}: a blob is a file of its name under the
 * root, and nothing else is there but folders and, while they are written or after a crash, hidden
 * files.
 *
 * <p>The entry type is {@link io.tidemark.fs.FileStorageFactory}, which {@link
 * java.util.ServiceLoader} finds; nobody else calls anything here. Storages may be called from any
 * number of threads and processes; a writer or a reader belongs to one thread at a time.
 */
@NullMarked
package io.tidemark.fs;

import org.jspecify.annotations.NullMarked;
