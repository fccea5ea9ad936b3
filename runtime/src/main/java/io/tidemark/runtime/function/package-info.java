/**
 * What a job's author writes into a job: functions, what they are called with, and the windows and
 * side outputs that they name.
 *
 * <p>Streams in {@code io.tidemark.runtime.job} take the functions, operators call them. A function
 * is made once a subtask and called by its thread only.
 *
 * <p>A record must not be changed, neither by whoever got it nor by whoever has emitted it: the
 * same object may be on its way to several operators, and a checkpoint whose barriers overtake
 * records writes them later, on another thread. A function that wants another one makes it, and one
 * that keeps a record may rely on finding it as it was.
 */
@NullMarked
package io.tidemark.runtime.function;

import org.jspecify.annotations.NullMarked;
