package io.tidemark.benchmarks.flink;

import io.tidemark.benchmarks.peer.MapStore;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.jspecify.annotations.Nullable;

/** A map a key. */
final class FlinkMaps<K> implements MapStore<K> {

  private final AbstractKeyedStateBackend<K> backend;
  private final MapState<Long, Long> maps;

  FlinkMaps(AbstractKeyedStateBackend<K> backend) {
    this.backend = backend;
    this.maps =
        Backends.state(
            backend,
            new MapStateDescriptor<>("maps", LongSerializer.INSTANCE, LongSerializer.INSTANCE));
  }

  @Override
  public @Nullable Long get(K key, Long userKey) {
    backend.setCurrentKey(key);
    try {
      return maps.get(userKey);
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public void put(K key, Long userKey, Long value) {
    backend.setCurrentKey(key);
    try {
      maps.put(userKey, value);
    } catch (Exception e) {
      throw new FlinkException(e);
    }
  }

  @Override
  public long sum(K key) {
    backend.setCurrentKey(key);
    try {
      long sum = 0;
      for (Map.Entry<Long, Long> entry : maps.entries()) {
        sum += entry.getValue();
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
