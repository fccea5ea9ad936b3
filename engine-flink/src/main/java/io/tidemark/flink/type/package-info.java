/**
 * Flink's serializers as Tidemark's: opaque types whose persisted description is Flink's own
 * serializer snapshot.
 *
 * <p>The entry type is {@link io.tidemark.flink.type.FlinkTypes}, used by the other packages of
 * this module. Serializers that come from here may be used by any thread, as everywhere in
 * Tidemark: each thread gets a duplicate of Flink's.
 */
@NullMarked
package io.tidemark.flink.type;

import org.jspecify.annotations.NullMarked;
