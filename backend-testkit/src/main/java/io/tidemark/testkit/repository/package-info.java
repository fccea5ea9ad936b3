/**
 * The repository over a storage: for long, with coordinators that fight over one job and
 * collections beside them in a random order that a seed decides; and copies of snapshots from one
 * storage to another.
 *
 * <p>The entry types are {@link io.tidemark.testkit.repository.SnapshotSoakKit} and {@link
 * io.tidemark.testkit.repository.SnapshotCopyKit}, which a storage's module extends. Everything
 * happens on one thread: what would run at the same time runs in between, at any call of the
 * storage.
 */
@NullMarked
package io.tidemark.testkit.repository;

import org.jspecify.annotations.NullMarked;
