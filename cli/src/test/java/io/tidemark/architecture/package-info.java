/**
 * The checks that hold the design's arrows and nevers over the main code of every module.
 *
 * <p>{@link io.tidemark.architecture.HouseRules} states them; {@code fixture} breaks each of them
 * once, to show that they can fail. For the build only; single-threaded.
 */
@NullMarked
package io.tidemark.architecture;

import org.jspecify.annotations.NullMarked;
