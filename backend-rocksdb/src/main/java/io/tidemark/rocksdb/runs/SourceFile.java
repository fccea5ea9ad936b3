package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;

/**
 * A file of a snapshot that a store is restored from.
 *
 * @param blob its bytes
 * @param position its place in its snapshot's chain
 * @param use the key groups for which it speaks there
 * @param content the key groups that it may have entries of
 * @param base whether it is a base
 * @param seed whether it stands for a base
 * @param entries how many entries it has, 0 where that is not known
 * @param deletes how many of them are deletions
 * @param schema the types that it was written with
 */
record SourceFile(
    BlobRef blob,
    int position,
    KeyGroupRange use,
    KeyGroupRange content,
    boolean base,
    boolean seed,
    long entries,
    long deletes,
    StoreSchema schema) {}
