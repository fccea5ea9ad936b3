package io.tidemark.flink.state;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.AggregatingState;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.queryablestate.client.state.serialization.KvStateSerializer;
import org.apache.flink.runtime.state.internal.InternalAggregatingState;
import org.jspecify.annotations.Nullable;

/** Flink's aggregating state. */
final class StoreAggregatingState<K, N, I, A, O>
    extends StoreState<K, N, A, AggregatingState<Object, A>>
    implements InternalAggregatingState<K, N, I, A, O> {

  private final AggregateFunction<I, A, O> function;

  StoreAggregatingState(
      StateContext<K, N> context,
      NamespacedState<Object, AggregatingState<Object, A>> states,
      TypeSerializer<A> serializer,
      AggregateFunction<I, A, O> function) {
    super(context, states, serializer);
    this.function = function;
  }

  @Override
  public @Nullable O get() {
    A accumulator = here().get();
    return accumulator == null ? null : function.getResult(accumulator);
  }

  @Override
  public void add(@Nullable I value) {
    if (value == null) {
      clear();
    } else {
      here().add(value);
    }
  }

  @Override
  public @Nullable A getInternal() {
    return here().get();
  }

  @Override
  public void updateInternal(@Nullable A accumulator) {
    if (accumulator == null) {
      clear();
    } else {
      here().add(new Accumulation.Whole(accumulator));
    }
  }

  @Override
  public void mergeNamespaces(N target, Collection<N> sources) {
    states()
        .merge(context().namespaces().stored(target), context().namespaces().allStored(sources));
  }

  @Override
  @Nullable A whole() {
    return here().get();
  }

  @Override
  void replace(A accumulator) {
    updateInternal(accumulator);
  }

  @Override
  byte[] queryable(A accumulator, TypeSerializer<A> serializer) throws IOException {
    return KvStateSerializer.serializeValue(accumulator, serializer);
  }
}
