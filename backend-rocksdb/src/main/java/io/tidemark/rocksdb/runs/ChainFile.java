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

  /** Stands for the blob of a file that is not uploaded yet. */
  private static final BlobRef NO_BLOB = new BlobRef.Inline(new byte[0]);

  /** A run that is not uploaded yet. */
  static ChainFile ofRun(RunFile run, StoreSchema schema) {
    return new ChainFile(run, run.content(), false, NO_BLOB, schema);
  }

  boolean hasBlob() {
    return !blob.equals(NO_BLOB);
  }

  ChainFile withBlob(BlobRef newBlob) {
    return new ChainFile(file, use, seed, newBlob, schema);
  }

  ChainFile withoutBlob() {
    return withBlob(NO_BLOB);
  }

  ChainFile asSeed() {
    return new ChainFile(file, use, true, blob, schema);
  }
}
