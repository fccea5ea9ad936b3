package io.tidemark.s3;

import java.util.function.LongSupplier;

/**
 * Nanoseconds that only go forward, for time-outs and bandwidths. An engine lends a storage the
 * time of day, which may be set back.
 */
final class NanoClock implements LongSupplier {

  @Override
  public long getAsLong() {
    return System.nanoTime();
  }
}
