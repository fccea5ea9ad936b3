/**
 * Running a job from start to end: restoring, checkpointing, failing over, stopping.
 *
 * <p>The entry type is {@link io.tidemark.runtime.engine.Engine}, which gives a {@link
 * io.tidemark.runtime.engine.JobHandle}. Both may be called from any thread. What is known of a run
 * belongs to one thread, the run's own; storage is used on others.
 */
@NullMarked
package io.tidemark.runtime.engine;

import org.jspecify.annotations.NullMarked;
