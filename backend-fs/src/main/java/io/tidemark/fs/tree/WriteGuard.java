package io.tidemark.fs.tree;

import io.tidemark.spi.StorageException;
import java.io.IOException;

/** What a storage says to the writing of its blobs. Any thread may ask. */
public interface WriteGuard {

  /**
   * Does nothing, as long as the storage is open.
   *
   * @throws StorageException if it is closed
   */
  void requireOpen();

  /**
   * What an error means for the caller.
   *
   * @param attempt what was attempted, as in "Cannot …"
   */
  StorageException failure(String attempt, IOException e);
}
