/**
 * Running subtasks: threads, channels, barriers, and the steps of a subtask's part in a checkpoint.
 *
 * <p>The engine makes subtasks and calls them through {@link io.tidemark.runtime.task.TaskControl}
 * from any thread; they answer through {@link io.tidemark.runtime.task.TaskEvents}. Everything else
 * in a subtask belongs to its own thread.
 */
@NullMarked
package io.tidemark.runtime.task;

import org.jspecify.annotations.NullMarked;
