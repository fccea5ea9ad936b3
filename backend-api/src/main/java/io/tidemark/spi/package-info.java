/**
 * What a backend, a storage or an engine implements or drives: the two axes, side by side.
 *
 * <p><b>Working state:</b> {@link io.tidemark.spi.StateBackendFactory} → {@link
 * io.tidemark.spi.StateBackend} (one an engine instance) → {@link io.tidemark.spi.KeyedStore} (one
 * a subtask) → {@link io.tidemark.spi.StoreCapture} (one a snapshot).
 *
 * <p><b>Snapshot storage:</b> {@link io.tidemark.spi.SnapshotStorageFactory} → {@link
 * io.tidemark.spi.SnapshotStorage}.
 *
 * <p>The two never meet: a store writes blobs into a {@link io.tidemark.spi.BlobSink} and reads
 * them from a {@link io.tidemark.spi.BlobSource}, which the engine (or the repository, on its
 * behalf) puts between.
 *
 * <p>Threads: a keyed store and its states belong to one thread at a time. A capture is written on
 * any other. Factories, backends, storages, sinks and sources may be called from any number of
 * threads at once.
 */
@NullMarked
package io.tidemark.spi;

import org.jspecify.annotations.NullMarked;
