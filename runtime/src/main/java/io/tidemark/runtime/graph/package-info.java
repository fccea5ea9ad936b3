/**
 * What a job is made of: operators, the edges between them, and which of them share a thread.
 *
 * <p>The job's builder makes a {@link io.tidemark.runtime.graph.JobGraph}, {@link
 * io.tidemark.runtime.graph.Chains} cuts it into tasks. All of it is immutable and may be read from
 * any thread.
 */
@NullMarked
package io.tidemark.runtime.graph;

import org.jspecify.annotations.NullMarked;
