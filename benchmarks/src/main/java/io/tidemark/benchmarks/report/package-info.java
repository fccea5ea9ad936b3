/**
 * How a run is told: as JSON with everything that was measured ({@link
 * io.tidemark.benchmarks.report.RunJson}), as one HTML page ({@link
 * io.tidemark.benchmarks.report.HtmlReport}), and as the table and pictures of the documentation
 * ({@link io.tidemark.benchmarks.report.PublishedPage}).
 *
 * <p>Everything here makes text of a {@link io.tidemark.benchmarks.result.Run}; any thread may use
 * it.
 */
@NullMarked
package io.tidemark.benchmarks.report;

import org.jspecify.annotations.NullMarked;
