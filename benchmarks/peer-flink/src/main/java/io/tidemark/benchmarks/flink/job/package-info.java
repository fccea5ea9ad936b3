/**
 * Tidemark's example jobs as Flink's users write them.
 *
 * <p>{@link io.tidemark.benchmarks.flink.job.Pipelines} builds them; Flink runs them on threads of
 * its own.
 */
@NullMarked
package io.tidemark.benchmarks.flink.job;

import org.jspecify.annotations.NullMarked;
