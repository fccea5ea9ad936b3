package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;

/**
 * A sorted file that is a blob of a snapshot.
 *
 * @param file the file, as it lies in the store's own directory
 * @param use the key groups for which the file speaks here, some or all of its content
 * @param blob the blob with the very same bytes
 * @param schema the types of the store when the file was written
 */
record ChainFile(RunFile file, KeyGroupRange use, BlobRef blob, StoreSchema schema) {}
