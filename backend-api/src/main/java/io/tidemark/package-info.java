/**
 * What all of Tidemark's packages share.
 *
 * <p>The entry type is {@link io.tidemark.TidemarkException}, the root of every error that the
 * library raises; job authors, backend and engine authors and operators' tools all may catch it.
 * Everything here is immutable and may be used from any thread.
 */
@NullMarked
package io.tidemark;

import org.jspecify.annotations.NullMarked;
