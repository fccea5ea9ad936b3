/**
 * Where records come from and go to: replayable sources, and sinks with two-phase commit.
 *
 * <p>Authors of connectors implement {@link io.tidemark.runtime.connector.Source} and {@link
 * io.tidemark.runtime.connector.Sink}. Readers, writers and committers belong to the thread of the
 * subtask that made them.
 */
@NullMarked
package io.tidemark.runtime.connector;

import org.jspecify.annotations.NullMarked;
