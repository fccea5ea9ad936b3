/**
 * What a job's author builds with.
 *
 * <p>The entry type is {@link io.tidemark.runtime.job.JobDefinition}, which is found by {@link
 * java.util.ServiceLoader} under its name and describes the job to a {@link
 * io.tidemark.runtime.job.JobBuilder}. The builder and its streams belong to one thread. The
 * functions that they take are in {@code io.tidemark.runtime.function}.
 */
@NullMarked
package io.tidemark.runtime.job;

import org.jspecify.annotations.NullMarked;
