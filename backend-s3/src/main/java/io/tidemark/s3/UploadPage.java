package io.tidemark.s3;

import java.util.List;

/**
 * Some of the unfinished uploads under a prefix.
 *
 * @param more whether others come after these
 */
record UploadPage(List<Upload> uploads, boolean more) {

  /**
   * An upload that is neither complete nor dropped.
   *
   * @param begunMillis when it was begun, by the server's clock, in milliseconds since the epoch
   */
  record Upload(String key, String id, long begunMillis) {}
}
