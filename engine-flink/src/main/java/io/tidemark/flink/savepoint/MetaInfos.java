package io.tidemark.flink.savepoint;

import io.tidemark.flink.type.FlinkTypes;
import io.tidemark.serialization.TypeDescription;
import io.tidemark.spi.StateKind;
import io.tidemark.spi.StateSchema;
import java.util.Objects;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.runtime.state.RegisteredKeyValueStateBackendMetaInfo;
import org.apache.flink.runtime.state.RegisteredPriorityQueueStateBackendMetaInfo;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.streaming.api.operators.TimerSerializer;

/** What Flink's savepoints and Tidemark's snapshots say about states, in terms of each other. */
final class MetaInfos {

  private final FlinkTypes types;
  private final TypeSerializer<?> keys;

  MetaInfos(FlinkTypes types, TypeSerializer<?> keys) {
    this.types = types;
    this.keys = keys;
  }

  StateMetaInfoSnapshot of(StateSchema state) {
    TypeSerializer<?> namespaces =
        state.namespace() == TypeDescription.Scalar.UNIT
            ? VoidNamespaceSerializer.INSTANCE
            : types.restored(state.namespace());
    if (state.kind() == StateKind.TIMERS) {
      return new RegisteredPriorityQueueStateBackendMetaInfo<>(
              state.name(), new TimerSerializer<>(keys, namespaces))
          .snapshot();
    }
    TypeSerializer<?> values = types.restored(state.value());
    return switch (state.kind()) {
      case LIST -> of(StateDescriptor.Type.LIST, state, namespaces, new ListSerializer<>(values));
      case MAP ->
          of(
              StateDescriptor.Type.MAP,
              state,
              namespaces,
              new MapSerializer<>(types.restored(Objects.requireNonNull(state.userKey())), values));
      case REDUCING -> of(StateDescriptor.Type.REDUCING, state, namespaces, values);
      case AGGREGATING -> of(StateDescriptor.Type.AGGREGATING, state, namespaces, values);
      default -> of(StateDescriptor.Type.VALUE, state, namespaces, values);
    };
  }

  private static StateMetaInfoSnapshot of(
      StateDescriptor.Type type,
      StateSchema state,
      TypeSerializer<?> namespaces,
      TypeSerializer<?> values) {
    return new RegisteredKeyValueStateBackendMetaInfo<>(type, state.name(), namespaces, values)
        .snapshot();
  }

  StateSchema schema(StateMetaInfoSnapshot state) {
    TypeSerializer<?> values =
        restored(state, StateMetaInfoSnapshot.CommonSerializerKeys.VALUE_SERIALIZER);
    if (state.getBackendStateType() == StateMetaInfoSnapshot.BackendStateType.PRIORITY_QUEUE) {
      if (!(values instanceof TimerSerializer<?, ?> timers)) {
        throw new IllegalArgumentException(
            "The queue '" + state.getName() + "' of the savepoint holds what are no timers");
      }
      return new StateSchema(
          state.getName(),
          StateKind.TIMERS,
          namespace(timers.getNamespaceSerializer()),
          null,
          TypeDescription.Scalar.UNIT,
          false);
    }
    TypeDescription namespace =
        namespace(restored(state, StateMetaInfoSnapshot.CommonSerializerKeys.NAMESPACE_SERIALIZER));
    StateKind kind =
        StateKind.valueOf(
            state.getOption(StateMetaInfoSnapshot.CommonOptionsKeys.KEYED_STATE_TYPE));
    TypeDescription userKey = null;
    TypeDescription value;
    if (values instanceof MapSerializer<?, ?> maps && kind == StateKind.MAP) {
      userKey = types.ofKeys(maps.getKeySerializer()).description();
      value = types.ofMapValues(maps.getValueSerializer()).description();
    } else if (values instanceof ListSerializer<?> lists && kind == StateKind.LIST) {
      value = types.ofValues(lists.getElementSerializer()).description();
    } else {
      value = types.ofValues(values).description();
    }
    return new StateSchema(state.getName(), kind, namespace, userKey, value, false);
  }

  private TypeDescription namespace(TypeSerializer<?> serializer) {
    return serializer instanceof VoidNamespaceSerializer
        ? TypeDescription.Scalar.UNIT
        : types.ofKeys(serializer).description();
  }

  private static TypeSerializer<?> restored(
      StateMetaInfoSnapshot state, StateMetaInfoSnapshot.CommonSerializerKeys which) {
    return Objects.requireNonNull(state.getTypeSerializerSnapshot(which), which.name())
        .restoreSerializer();
  }
}
