/**
 * Operators as a task runs them, and those that the runtime brings.
 *
 * <p>Job authors do not come here: the builder in {@code io.tidemark.runtime.job} wraps their
 * functions. Everything belongs to the subtask's thread.
 */
@NullMarked
package io.tidemark.runtime.operator;

import org.jspecify.annotations.NullMarked;
