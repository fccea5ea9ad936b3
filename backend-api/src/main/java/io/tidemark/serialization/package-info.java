/**
 * How values become bytes and how those bytes describe themselves.
 *
 * <p>The entry types are {@link io.tidemark.serialization.Serializer} and, for those that come with
 * this library, {@link io.tidemark.serialization.Serializers}. Job authors pick serializers,
 * backends call them, engines wrap foreign ones, and other formats come in as a {@link
 * io.tidemark.serialization.FormatPlugin}. The layouts are written down in {@code
 * docs/FORMAT-TYPES.md}.
 *
 * <p>Serializers and descriptions are immutable and may be shared by all threads; buffers belong to
 * one thread at a time. This package knows nothing of state, backends or snapshots.
 *
 * <p>Serializers of composed types are Java records for the sake of speed: the JIT compiler trusts
 * the fields of a record never to change, and so sees through a serializer that it knows to those
 * of its parts.
 */
@NullMarked
package io.tidemark.serialization;

import org.jspecify.annotations.NullMarked;
