package io.tidemark.flink.state;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.ReducingState;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.queryablestate.client.state.serialization.KvStateSerializer;
import org.apache.flink.runtime.state.internal.InternalReducingState;
import org.jspecify.annotations.Nullable;

/** Flink's reducing state. */
final class StoreReducingState<K, N, T> extends StoreState<K, N, T, ReducingState<T>>
    implements InternalReducingState<K, N, T> {

  StoreReducingState(
      StateContext<K, N> context,
      NamespacedState<Object, ReducingState<T>> states,
      TypeSerializer<T> serializer) {
    super(context, states, serializer);
  }

  @Override
  public @Nullable T get() {
    return here().get();
  }

  @Override
  public void add(@Nullable T value) {
    if (value == null) {
      clear();
    } else {
      here().add(value);
    }
  }

  @Override
  public @Nullable T getInternal() {
    return here().get();
  }

  @Override
  public void updateInternal(@Nullable T value) {
    clear();
    if (value != null) {
      here().add(value);
    }
  }

  @Override
  public void mergeNamespaces(N target, Collection<N> sources) {
    states()
        .merge(context().namespaces().stored(target), context().namespaces().allStored(sources));
  }

  @Override
  @Nullable T whole() {
    return here().get();
  }

  @Override
  void replace(T value) {
    updateInternal(value);
  }

  @Override
  byte[] queryable(T value, TypeSerializer<T> serializer) throws IOException {
    return KvStateSerializer.serializeValue(value, serializer);
  }
}
