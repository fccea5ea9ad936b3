package io.tidemark.rocksdb.engine;

import java.nio.file.Path;
import java.util.Arrays;

/** A sorted file that is a part of a database. */
public final class LiveFile {

  private final Path path;
  private final byte[] smallestKey;
  private final byte[] largestKey;

  LiveFile(Path path, byte[] smallestKey, byte[] largestKey) {
    this.path = path;
    this.smallestKey = smallestKey;
    this.largestKey = largestKey;
  }

  /** Where it is, as long as the database needs it. */
  public Path path() {
    return path;
  }

  /** Whether all its keys are smaller than {@code key}. */
  public boolean endsBefore(byte[] key, int length) {
    return Arrays.compareUnsigned(largestKey, 0, largestKey.length, key, 0, length) < 0;
  }

  /** Whether all its keys are greater than {@code key}. */
  public boolean beginsAfter(byte[] key, int length) {
    return Arrays.compareUnsigned(smallestKey, 0, smallestKey.length, key, 0, length) > 0;
  }
}
