package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.TimerStore;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.TimerQueue;
import java.util.Objects;

/** A queue of timers. */
final class TidemarkTimers<K> implements TimerStore<K> {

  private final CurrentKey<K> keyed;
  private final TimerQueue<K, NoNamespace> timers;

  TidemarkTimers(CurrentKey<K> keyed) {
    this.keyed = keyed;
    this.timers = keyed.store().timers("timers", NoNamespace.SERIALIZER);
  }

  @Override
  public void add(long timestamp, K key) {
    timers.add(timestamp, key, keyed.keyGroup(key), NoNamespace.INSTANCE);
  }

  @Override
  public long poll() {
    return Objects.requireNonNull(timers.poll()).timestamp();
  }

  @Override
  public void close() {
    keyed.store().close();
  }
}
