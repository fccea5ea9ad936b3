/**
 * Flink's states over Tidemark's.
 *
 * <p>The entry type is {@link io.tidemark.flink.state.StateCreation}, which the keyed backend asks
 * for every state of a job. States belong to the task's thread, as the store does.
 */
@NullMarked
package io.tidemark.flink.state;

import org.jspecify.annotations.NullMarked;
