/**
 * What happens after a failure: whether and when a job starts again.
 *
 * <p>The entry type is {@link io.tidemark.runtime.recovery.RestartStrategy}. Strategies belong to
 * the engine's thread; time and randomness are given to them.
 */
@NullMarked
package io.tidemark.runtime.recovery;

import org.jspecify.annotations.NullMarked;
