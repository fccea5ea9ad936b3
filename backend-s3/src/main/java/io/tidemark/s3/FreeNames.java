package io.tidemark.s3;

import io.tidemark.s3.object.ObjectException;

/** Makes small objects whose keys are free. Any thread may call. */
interface FreeNames {

  /**
   * Makes an object, unless there is one of that key.
   *
   * @return whether it was made
   * @throws ObjectException if that is not known
   */
  boolean take(String key, byte[] content);
}
