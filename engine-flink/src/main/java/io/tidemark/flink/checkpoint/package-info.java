/**
 * A store's snapshots in Flink's state handles: blobs go into Flink's checkpoint streams and are
 * read from its stream handles.
 *
 * <p>Entry types are {@link io.tidemark.flink.checkpoint.StoreCheckpoints}, which takes
 * checkpoints, and {@link io.tidemark.flink.checkpoint.CheckpointReader}, which understands their
 * handles. A checkpoint is captured on the task's thread and written on another.
 */
@NullMarked
package io.tidemark.flink.checkpoint;

import org.jspecify.annotations.NullMarked;
