package io.tidemark.s3;

import java.util.List;

/**
 * Some of the objects under a prefix.
 *
 * @param more whether others come after these
 */
record ObjectPage(List<Item> items, boolean more) {

  /**
   * An object.
   *
   * @param modifiedMillis by the server's clock, in milliseconds since the epoch
   */
  record Item(String key, long length, long modifiedMillis) {}
}
