package io.tidemark.s3.object;

import java.util.List;

/**
 * Some of the objects under a prefix.
 *
 * @param more whether others come after these
 */
public record ObjectPage(List<Item> items, boolean more) {

  /**
   * An object.
   *
   * @param modifiedMillis by the server's clock, in milliseconds since the epoch
   */
  public record Item(String key, long length, long modifiedMillis) {}
}
