/**
 * Whether a job would restore from a snapshot, state by state, found out without running it.
 *
 * <p>The entry type is {@link io.tidemark.runtime.restorecheck.RestoreCheck}; tools call it before
 * a job is deployed. One thread.
 */
@NullMarked
package io.tidemark.runtime.restorecheck;

import org.jspecify.annotations.NullMarked;
