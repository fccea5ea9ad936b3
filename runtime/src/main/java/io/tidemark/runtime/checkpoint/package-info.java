/**
 * When a checkpoint is taken, what it waits for, and how it ends.
 *
 * <p>The entry type is {@link io.tidemark.runtime.checkpoint.CheckpointCoordinator}, a state
 * machine without threads, clocks or I/O: time and events come in as arguments, what is to be done
 * goes out through {@link io.tidemark.runtime.checkpoint.CheckpointActions}. The engine calls it,
 * from one thread at a time.
 */
@NullMarked
package io.tidemark.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
