/**
 * Processing time as the runtime sees it, so that tests own it.
 *
 * <p>{@link io.tidemark.runtime.time.ProcessingTime} may be called from any thread; what it runs,
 * it runs on a thread of its own, and that must not wait.
 */
@NullMarked
package io.tidemark.runtime.time;

import org.jspecify.annotations.NullMarked;
