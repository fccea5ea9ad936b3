/**
 * The portable format of keyed state (docs/FORMAT.md): key-group-sorted blocks of entries,
 * compressed and checksummed.
 *
 * <p>State backends write it with {@link io.tidemark.snapshot.portable.PortableWriter} and read it
 * with {@link io.tidemark.snapshot.portable.PortableBlob}, which is in memory, or with {@link
 * io.tidemark.snapshot.portable.IndexedBlob}, which is not. All may be used from any thread; what
 * they hand out belongs to one.
 */
@NullMarked
package io.tidemark.snapshot.portable;

import org.jspecify.annotations.NullMarked;
