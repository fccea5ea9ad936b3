package io.tidemark.s3.object;

import java.util.List;

/**
 * Some of the unfinished uploads under a prefix.
 *
 * @param more whether others come after these
 */
public record UploadPage(List<Upload> uploads, boolean more) {

  /**
   * An upload that is neither complete nor dropped.
   *
   * @param begunMillis when it was begun, by the server's clock, in milliseconds since the epoch
   */
  public record Upload(String key, String id, long begunMillis) {}
}
