/**
 * What is measured: all experiments, each with its contenders, its effort, and the rows of the
 * table that are read off it. {@link io.tidemark.benchmarks.catalog.Catalog} has them.
 *
 * <p>Immutable; any thread may use it.
 */
@NullMarked
package io.tidemark.benchmarks.catalog;

import org.jspecify.annotations.NullMarked;
