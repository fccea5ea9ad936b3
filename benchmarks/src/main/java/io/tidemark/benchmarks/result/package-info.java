/**
 * What was measured, and how it compares: {@link io.tidemark.benchmarks.result.Series} of rounds,
 * and {@link io.tidemark.benchmarks.result.Comparison}s of them by {@link
 * io.tidemark.benchmarks.result.Row}s.
 *
 * <p>Immutable; any thread may use it.
 */
@NullMarked
package io.tidemark.benchmarks.result;

import org.jspecify.annotations.NullMarked;
