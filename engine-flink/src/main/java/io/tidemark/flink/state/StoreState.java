package io.tidemark.flink.state;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.State;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.queryablestate.client.state.serialization.KvStateSerializer;
import org.apache.flink.runtime.state.internal.InternalKvState;
import org.apache.flink.util.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * What all kinds have in common: the namespace, and looking at other keys.
 *
 * @param <V> what Flink takes for the whole value of a key and namespace
 * @param <S> Tidemark's state
 */
abstract class StoreState<K, N, V, S extends State> implements InternalKvState<K, N, V> {

  private final StateContext<K, N> context;
  private final NamespacedState<Object, S> states;
  private final TypeSerializer<V> valueSerializer;
  private @Nullable N namespace;
  private @Nullable S here;

  StoreState(
      StateContext<K, N> context,
      NamespacedState<Object, S> states,
      TypeSerializer<V> valueSerializer) {
    this.context = context;
    this.states = states;
    this.valueSerializer = valueSerializer;
  }

  /** Everything under the current key and namespace, or null where there is nothing. */
  abstract @Nullable V whole();

  /** Replaces everything under the current key and namespace. */
  abstract void replace(V value);

  /** {@code value} in the form of Flink's queries. */
  abstract byte[] queryable(V value, TypeSerializer<V> serializer) throws IOException;

  /** The state of the current key and namespace. */
  final S here() {
    S state = here;
    if (state == null) {
      throw new IllegalStateException(
          "No namespace is current in state '"
              + context.name()
              + "'. Call setCurrentNamespace before using it");
    }
    return state;
  }

  final StateContext<K, N> context() {
    return context;
  }

  final NamespacedState<Object, S> states() {
    return states;
  }

  @Override
  public final void setCurrentNamespace(N newNamespace) {
    namespace = Preconditions.checkNotNull(newNamespace, "Namespace");
    here = states.in(context.namespaces().stored(newNamespace));
  }

  @Override
  public final void clear() {
    here().clear();
  }

  @Override
  public final TypeSerializer<K> getKeySerializer() {
    return context.keySerializer();
  }

  @Override
  public final TypeSerializer<N> getNamespaceSerializer() {
    return context.namespaces().flinkSerializer();
  }

  @Override
  public final TypeSerializer<V> getValueSerializer() {
    return valueSerializer;
  }

  @Override
  public final byte @Nullable [] getSerializedValue(
      byte[] serializedKeyAndNamespace,
      TypeSerializer<K> safeKeySerializer,
      TypeSerializer<N> safeNamespaceSerializer,
      TypeSerializer<V> safeValueSerializer)
      throws IOException {
    Tuple2<K, N> at =
        KvStateSerializer.deserializeKeyAndNamespace(
            serializedKeyAndNamespace, safeKeySerializer, safeNamespaceSerializer);
    Turns turns = context.currentKey().turns();
    turns.requireAllowed(context.name());
    V value = turns.take(() -> at(at.f0, at.f1, this::whole));
    return value == null ? null : queryable(value, safeValueSerializer);
  }

  @Override
  public final StateIncrementalVisitor<K, N, V> getStateIncrementalVisitor(
      int recommendedMaxNumberOfReturnedRecords) {
    return new StateWalk<>(this, recommendedMaxNumberOfReturnedRecords);
  }

  /** Does {@code work} with another key and namespace current. */
  final <R extends @Nullable Object> R at(K otherKey, N otherNamespace, Supplier<R> work) {
    context.currentKey().visit(otherKey);
    try {
      here = states.in(context.namespaces().stored(otherNamespace));
      return work.get();
    } finally {
      context.currentKey().back();
      N back = namespace;
      if (back != null) {
        states.in(context.namespaces().stored(back));
      }
    }
  }
}
