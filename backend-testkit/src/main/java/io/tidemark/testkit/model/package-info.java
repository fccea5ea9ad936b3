/**
 * A model of keyed state against which a state backend runs: random operations, snapshots, crashes,
 * restores and rescales, and after each a comparison with plain maps.
 *
 * <p>The entry type is {@link io.tidemark.testkit.model.ModelRun}; the backend kit calls it with a
 * few seeds in every build. A run belongs to one thread; it writes captures on another of its own.
 */
@NullMarked
package io.tidemark.testkit.model;

import org.jspecify.annotations.NullMarked;
