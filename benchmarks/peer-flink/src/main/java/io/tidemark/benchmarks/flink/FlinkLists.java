package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.ListStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;

/** A list a key. */
final class FlinkLists<K> implements ListStore<K> {

  private final AbstractKeyedStateBackend<K> backend;
  private final ListState<Long> lists;

  FlinkLists(AbstractKeyedStateBackend<K> backend) {
    this.backend = backend;
    this.lists =
        Backends.state(backend, new ListStateDescriptor<>("lists", LongSerializer.INSTANCE));
  }

  @Override
  public void add(K key, Long element) {
    backend.setCurrentKey(key);
    try {
      lists.add(element);
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public long sum(K key) {
    backend.setCurrentKey(key);
    try {
      long sum = 0;
      for (Long element : lists.get()) {
        sum += element;
      }
      return sum;
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void close() {
    Backends.close(backend);
  }
}
