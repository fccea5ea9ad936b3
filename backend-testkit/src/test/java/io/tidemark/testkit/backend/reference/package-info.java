/**
 * A state backend that is slow and obviously right: one sorted map of immutable entries, copied
 * whole by a capture, compared whole for an increment. The kit is tried on it, and on variants of
 * it with one thing broken each.
 *
 * <p>The entry type is {@link io.tidemark.testkit.backend.reference.ReferenceBackend}. Stores
 * belong to one thread at a time; captures may be written on any.
 */
@NullMarked
package io.tidemark.testkit.backend.reference;

import org.jspecify.annotations.NullMarked;
