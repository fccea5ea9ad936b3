/**
 * Tidemark's state backends inside Apache Flink.
 *
 * <p>The entry type is {@link io.tidemark.flink.TidemarkStateBackendFactory}, which a job's
 * configuration names; Flink calls it, and everything here. A keyed backend belongs to its task's
 * thread; its checkpoints are written on others.
 */
@NullMarked
package io.tidemark.flink;

import org.jspecify.annotations.NullMarked;
