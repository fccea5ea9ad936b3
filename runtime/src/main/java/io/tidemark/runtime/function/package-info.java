/**
 * What a job's author writes into a job: functions, what they are called with, and the windows and
 * side outputs that they name.
 *
 * <p>Streams in {@code io.tidemark.runtime.job} take the functions, operators call them. A function
 * is made once a subtask and called by its thread only.
 */
@NullMarked
package io.tidemark.runtime.function;

import org.jspecify.annotations.NullMarked;
