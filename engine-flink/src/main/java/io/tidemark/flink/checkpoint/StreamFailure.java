package io.tidemark.flink.checkpoint;

import io.tidemark.spi.StorageException;
import java.io.IOException;

/** Turns failures of Flink's streams into Tidemark's errors. */
final class StreamFailure {

  private StreamFailure() {}

  static StorageException of(String action, IOException cause) {
    return new StorageException(action + " failed: " + cause.getMessage(), true, cause);
  }
}
