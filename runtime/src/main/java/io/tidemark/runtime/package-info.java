/**
 * The reference operator runtime: a small but complete stream processor in one process, which
 * drives backends and storages as an engine does and names none of them.
 *
 * <p>Data flows one way: {@code job} (what an author builds) → {@code graph} (what runs where) →
 * {@code task} (subtasks, channels, barriers) ⇄ {@code checkpoint} (the coordinator) → {@code
 * engine} (starting, failing over, restoring, stopping). Tasks and coordinator know each other only
 * by {@link io.tidemark.runtime.task.TaskControl} and {@link io.tidemark.runtime.task.TaskEvents}.
 */
@NullMarked
package io.tidemark.runtime;

import org.jspecify.annotations.NullMarked;
