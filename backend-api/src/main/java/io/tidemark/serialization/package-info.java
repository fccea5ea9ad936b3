/**
 * How values become bytes and how those bytes describe themselves.
 *
 * <p>The entry type is {@link io.tidemark.serialization.Serializer}. Job authors pick serializers,
 * backends call them, engines wrap foreign ones. Serializers are immutable and may be shared by all
 * threads; buffers belong to one thread at a time. This package knows nothing of state, backends or
 * snapshots.
 */
@NullMarked
package io.tidemark.serialization;

import org.jspecify.annotations.NullMarked;
