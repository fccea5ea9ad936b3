package io.tidemark.fs.hadoop;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A blob cannot have this name, for there is a folder of other blobs. */
final class FolderInTheWayException extends IOException {

  private static final long serialVersionUID = 1L;

  FolderInTheWayException(Path folder, IOException cause) {
    super(folder + " is a folder of other blobs", cause);
  }
}
