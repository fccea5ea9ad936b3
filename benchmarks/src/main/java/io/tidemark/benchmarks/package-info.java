/**
 * The program that measures: {@link io.tidemark.benchmarks.Main}. It takes experiments from {@code
 * catalog}, has {@code driver} run them, compares what they give ({@code result}) and tells it
 * ({@code report}).
 *
 * <p>Single-threaded; the measuring is done by processes that the driver starts.
 */
@NullMarked
package io.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
