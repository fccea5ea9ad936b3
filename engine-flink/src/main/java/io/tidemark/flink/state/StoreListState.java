package io.tidemark.flink.state;

import io.tidemark.spi.NamespacedState;
import io.tidemark.state.ListState;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.util.Preconditions;
import org.jspecify.annotations.Nullable;

/** Flink's list state, for which no list is null and nothing in it may be. */
final class StoreListState<K, N, T> extends StoreState<K, N, List<T>, ListState<T>>
    implements InternalListState<K, N, T> {

  /** What stands between the elements of a list in Flink's queries. */
  private static final int DELIMITER = ',';

  StoreListState(
      StateContext<K, N> context,
      NamespacedState<Object, ListState<T>> states,
      TypeSerializer<List<T>> serializer) {
    super(context, states, serializer);
  }

  @Override
  public @Nullable Iterable<T> get() {
    return whole();
  }

  @Override
  public @Nullable List<T> getInternal() {
    return whole();
  }

  @Override
  public void add(T element) {
    here().add(requireElement(element));
  }

  @Override
  public void addAll(List<T> elements) {
    here().addAll(requireElements(elements));
  }

  @Override
  public void update(List<T> elements) {
    here().update(requireElements(elements));
  }

  @Override
  public void updateInternal(@Nullable List<T> elements) {
    here().update(elements == null ? List.of() : elements);
  }

  @Override
  public void mergeNamespaces(N target, Collection<N> sources) {
    states()
        .merge(context().namespaces().stored(target), context().namespaces().allStored(sources));
  }

  @Override
  @Nullable List<T> whole() {
    List<T> elements = here().get();
    return elements.isEmpty() ? null : elements;
  }

  @Override
  void replace(List<T> elements) {
    here().update(elements);
  }

  @Override
  byte[] queryable(List<T> elements, TypeSerializer<List<T>> serializer) throws IOException {
    TypeSerializer<T> elementSerializer = ((ListSerializer<T>) serializer).getElementSerializer();
    DataOutputSerializer out = new DataOutputSerializer(128);
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.writeByte(DELIMITER);
      }
      elementSerializer.serialize(elements.get(i), out);
    }
    return out.getCopyOfBuffer();
  }

  private static <T> T requireElement(T element) {
    return Preconditions.checkNotNull(element, "A list state has no null elements");
  }

  private static <T> List<T> requireElements(List<T> elements) {
    Preconditions.checkNotNull(elements, "No list of elements to put into a list state");
    elements.forEach(StoreListState::requireElement);
    return elements;
  }
}
