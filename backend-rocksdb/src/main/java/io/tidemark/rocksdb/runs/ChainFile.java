package io.tidemark.rocksdb.runs;

import io.tidemark.spi.BlobRef;
import io.tidemark.spi.KeyGroupRange;
import io.tidemark.spi.StoreSchema;

/**
 * A sorted file that is a blob of a snapshot.
 *
 * @param file the file, as it lies in the store's own directory
 * @param use the key groups for which the file speaks here, some or all of its content
 * @param seed whether it is a run from before the first fold, which stands for the base of its key
 *     groups until they are folded
 * @param blob the blob with the very same bytes
 * @param schema the types of the store when the file was written
 */
record ChainFile(RunFile file, KeyGroupRange use, boolean seed, BlobRef blob, StoreSchema schema) {

  ChainFile asSeed() {
    return new ChainFile(file, use, true, blob, schema);
  }
}
