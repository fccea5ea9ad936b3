package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.TimerStore;
import java.util.Objects;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.TimerSerializer;

/** A queue of timers, as Flink's timer service has it. */
final class FlinkTimers<K> implements TimerStore<K> {

  private final AbstractKeyedStateBackend<K> backend;
  private final KeyGroupedInternalPriorityQueue<TimerHeapInternalTimer<K, VoidNamespace>> timers;

  FlinkTimers(AbstractKeyedStateBackend<K> backend) {
    this.backend = backend;
    this.timers =
        backend.create(
            "timers",
            new TimerSerializer<>(backend.getKeySerializer(), VoidNamespaceSerializer.INSTANCE));
  }

  @Override
  public void add(long timestamp, K key) {
    timers.add(new TimerHeapInternalTimer<>(timestamp, key, VoidNamespace.INSTANCE));
  }

  @Override
  public long poll() {
    return Objects.requireNonNull(timers.poll()).getTimestamp();
  }

  @Override
  public void close() {
    Backends.close(backend);
  }
}
