package io.tidemark.benchmarks.peer;

import java.time.Duration;

/** A peer whose values can expire. */
public interface SupportsExpiry {

  /** Opens an empty store whose values are there for {@code timeToLive} after their last write. */
  <K, V> ValueStore<K, V> expiringValues(DataType<K> keys, DataType<V> values, Duration timeToLive);
}
