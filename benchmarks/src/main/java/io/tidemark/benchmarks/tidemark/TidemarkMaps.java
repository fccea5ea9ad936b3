package io.tidemark.benchmarks.tidemark;

import io.tidemark.benchmarks.peer.MapStore;
import io.tidemark.serialization.Serializers;
import io.tidemark.state.MapState;
import io.tidemark.state.StateDescriptor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map a key. */
final class TidemarkMaps<K> implements MapStore<K> {

  private final CurrentKey<K> keyed;
  private final MapState<Long, Long> maps;

  TidemarkMaps(CurrentKey<K> keyed) {
    this.keyed = keyed;
    this.maps =
        keyed.store().state(StateDescriptor.map("maps", Serializers.LONG, Serializers.LONG));
  }

  @Override
  public @Nullable Long get(K key, Long userKey) {
    keyed.set(key);
    return maps.get(userKey);
  }

  @Override
  public void put(K key, Long userKey, Long value) {
    keyed.set(key);
    maps.put(userKey, value);
  }

  @Override
  public long sum(K key) {
    keyed.set(key);
    long sum = 0;
    for (Map.Entry<Long, Long> entry : maps.entries()) {
      sum += entry.getValue();
    }
    return sum;
  }

  @Override
  public void close() {
    keyed.store().close();
  }
}
