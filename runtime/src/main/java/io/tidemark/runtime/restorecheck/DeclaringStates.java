package io.tidemark.runtime.restorecheck;

import io.tidemark.serialization.Serializer;
import io.tidemark.snapshot.operator.OperatorStateMode;
import io.tidemark.state.BroadcastMap;
import io.tidemark.state.OperatorList;
import io.tidemark.state.OperatorStates;
import java.util.function.Consumer;

/** Empty operator state that remembers what is asked of it. */
record DeclaringStates(String operator, OperatorStates empty, Consumer<DeclaredState> declarations)
    implements OperatorStates {

  @Override
  public <T> OperatorList<T> splitList(String name, Serializer<T> element) {
    declare(name, OperatorStateMode.SPLIT, element);
    return empty.splitList(name, element);
  }

  @Override
  public <T> OperatorList<T> unionList(String name, Serializer<T> element) {
    declare(name, OperatorStateMode.UNION, element);
    return empty.unionList(name, element);
  }

  @Override
  public <K, V> BroadcastMap<K, V> broadcastMap(
      String name, Serializer<K> key, Serializer<V> value) {
    declarations.accept(
        DeclaredState.ofOperator(operator, name, OperatorStateMode.BROADCAST, key, value));
    return empty.broadcastMap(name, key, value);
  }

  private void declare(String name, OperatorStateMode mode, Serializer<?> element) {
    declarations.accept(DeclaredState.ofOperator(operator, name, mode, null, element));
  }
}
