/**
 * Flink's priority queues, which hold the timers of a job, over Tidemark's timer queues.
 *
 * <p>The entry type is {@link io.tidemark.flink.timer.TimerCreation}, which the keyed backend asks
 * for every queue. Queues belong to the task's thread, as the store does.
 */
@NullMarked
package io.tidemark.flink.timer;

import org.jspecify.annotations.NullMarked;
