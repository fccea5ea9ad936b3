/**
 * Snapshots of everything without the values whose time to live has passed, where Flink's
 * configuration of a state asks for it.
 *
 * <p>The entry type is {@link io.tidemark.flink.cleanup.SnapshotCleanup}. States are noted on the
 * task's thread; what was captured is cleaned by whichever thread writes it.
 */
@NullMarked
package io.tidemark.flink.cleanup;

import org.jspecify.annotations.NullMarked;
