/**
 * The commands about jobs: run one, list them, ask a running one for a snapshot, and say whether
 * one would be restored.
 *
 * <p>The entry types are the commands, which {@code Tidemark} names, and {@link
 * io.tidemark.cli.job.JobRunner}. Used by a command's thread; listeners of a job are called by the
 * engine's.
 */
@NullMarked
package io.tidemark.cli.job;

import org.jspecify.annotations.NullMarked;
