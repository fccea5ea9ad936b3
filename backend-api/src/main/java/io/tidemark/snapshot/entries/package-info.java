/**
 * What a snapshot holds, entry by entry, from its bytes alone: walking, summing up, comparing, and
 * converting, on every format that is on the class path, without the classes of the job that wrote
 * it.
 *
 * <p>The entry type is {@link io.tidemark.snapshot.entries.SnapshotContents}. Tools and engines
 * call it. What is made here belongs to one thread at a time, unless it says otherwise; several may
 * read one snapshot at once.
 */
@NullMarked
package io.tidemark.snapshot.entries;

import org.jspecify.annotations.NullMarked;
