/**
 * Flink's canonical savepoints, which all of Flink's backends write and read, from and into the
 * portable format.
 *
 * <p>Entry types are {@link io.tidemark.flink.savepoint.CanonicalSavepoint}, which Flink's own
 * writer asks for entries, and {@link io.tidemark.flink.savepoint.SavepointImport}, which makes
 * store snapshots of what Flink's own reader finds. Both work on one thread and go through local
 * files, of which there are about as many bytes as in the savepoint.
 */
@NullMarked
package io.tidemark.flink.savepoint;

import org.jspecify.annotations.NullMarked;
