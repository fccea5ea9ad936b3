package io.tidemark.flink.state;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.serialization.Serializer;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.NoNamespace;
import io.tidemark.spi.StateSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * How namespaces look in a store: Flink's {@link VoidNamespace} is {@link NoNamespace}, for which a
 * backend needs neither bytes nor memory, and all others are themselves.
 */
@SuppressWarnings("unchecked") // a state's namespaces are all void or all of its own type
public final class Namespaces<N> {

  private final TypeSerializer<N> flinkSerializer;
  private final Serializer<Object> serializer;
  private final boolean isVoid;

  public Namespaces(TypeSerializer<N> flinkSerializer, FlinkTypes types) {
    this.flinkSerializer = flinkSerializer;
    isVoid = flinkSerializer instanceof VoidNamespaceSerializer;
    serializer =
        (Serializer<Object>)
            (isVoid ? NoNamespace.SERIALIZER : (Serializer<?>) types.ofKeys(flinkSerializer));
  }

  /** The namespaces of a state as it was written. */
  static <N> Namespaces<N> written(StateSchema state, FlinkTypes types) {
    TypeSerializer<?> serializer =
        state.namespace() == TypeDescription.Scalar.UNIT
            ? VoidNamespaceSerializer.INSTANCE
            : types.restored(state.namespace());
    return new Namespaces<>((TypeSerializer<N>) serializer, types);
  }

  TypeSerializer<N> flinkSerializer() {
    return flinkSerializer;
  }

  /** The serializer of what {@link #stored} returns. */
  public Serializer<Object> serializer() {
    return serializer;
  }

  /** What stands for {@code namespace} in the store. */
  public Object stored(N namespace) {
    return isVoid ? NoNamespace.INSTANCE : namespace;
  }

  /** The namespace for which {@code stored} stands. */
  public N restored(Object stored) {
    return isVoid ? (N) VoidNamespace.INSTANCE : (N) stored;
  }

  List<Object> allStored(Collection<N> namespaces) {
    List<Object> stored = new ArrayList<>(namespaces.size());
    for (N namespace : namespaces) {
      stored.add(stored(namespace));
    }
    return stored;
  }
}
