/**
 * The repository: a job's snapshots over any storage. Publishes and fences, lists and loads,
 * verifies, retains, collects and copies.
 *
 * <p>The entry type is {@link io.tidemark.snapshot.repository.SnapshotRepository}. Engines, tools
 * and embedding programs call it, from any thread; what coordinates a job ({@link
 * io.tidemark.snapshot.repository.JobClaim}) says what its threads may do.
 */
@NullMarked
package io.tidemark.snapshot.repository;

import org.jspecify.annotations.NullMarked;
