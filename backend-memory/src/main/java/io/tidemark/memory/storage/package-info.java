/**
 * Snapshots in the memory of the process, on scheme {@code memory:}, for tests and small jobs. They
 * outlive a job's run, and end with the process.
 *
 * <p>The entry type is {@link io.tidemark.memory.storage.MemoryStorageFactory}, which {@link
 * java.util.ServiceLoader} finds; nobody else calls anything here. Storages may be called from any
 * number of threads; a writer or a reader belongs to one thread at a time.
 */
@NullMarked
package io.tidemark.memory.storage;

import org.jspecify.annotations.NullMarked;
